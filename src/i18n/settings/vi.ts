import type { settingsEn } from './en';

/** Vietnamese messages of the settings. */
export const settingsVi: typeof settingsEn = {
  title: 'Cài đặt',
  lead: 'Cách phim của bạn được đánh dấu và ký. Tất cả ở lại trên thiết bị này.',
  label: {
    title: 'Nhãn',
    text: 'Mỗi phim đều ghi trên hình rằng nó do AI tạo ra. Bạn chọn chỗ và kiểu; không thể bỏ nhãn.',
    example: 'Ví dụ nhãn trên một bức hình',
    corner: 'Góc',
    corners: {
      'top-left': 'Trên trái',
      'top-right': 'Trên phải',
      'bottom-left': 'Dưới trái',
      'bottom-right': 'Dưới phải',
    },
    style: 'Kiểu',
    styles: { dark: 'Tối', light: 'Sáng' },
    chinese: 'Thêm nhãn tiếng Trung',
    chineseText:
      'Quy định gắn nhãn của Trung Quốc (GB 45438-2025) đòi hỏi chữ tiếng Trung. Không có nó, phim không tuyên bố đáp ứng quy định ấy.',
  },
  signer: {
    title: 'Ai ký',
    none: 'Khóa để ký được tạo trên thiết bị này cùng với phim đầu tiên của bạn.',
    make: 'Tạo ngay',
    device:
      'Thiết bị này ký bằng khóa được tạo tại đây và không bao giờ rời khỏi nó. Người khác thấy phim không bị thay đổi, nhưng không biết bạn là ai.',
    own: 'Phim của bạn được ký với tên {{ name }}, bằng chứng chỉ do {{ issuer }} cấp.',
    fingerprint: 'Dấu vân của chứng chỉ gốc (SHA-256)',
    validity: 'Hiệu lực',
    valid: 'Đến {{ date }}',
    expired: 'Hết hạn ngày {{ date }}. Cho đến khi bạn thay hoặc gỡ nó, không phim nào ký được.',
    notKept: 'Trình duyệt này không lưu gì ở đây, nên khóa chỉ dùng được đến khi đóng trang.',
    exportRoot: 'Lưu chứng chỉ gốc công khai',
    exportText: 'Đưa chứng chỉ gốc công khai cho người muốn nhận ra phim của bạn. Không thể dùng nó để ký.',
    renew: 'Tạo khóa mới',
    renewText:
      'Khóa cũ bị hủy. Phim đã ký bằng khóa cũ vẫn hợp lệ, và thiết bị này vẫn nhận ra chúng là của mình.',
    renewYes: 'Thay khóa',
    renewNo: 'Giữ lại',
    renewed: 'Đang dùng khóa mới.',
    noTimeStamp:
      'Không có dấu thời gian đáng tin cậy, vì điều đó cần mạng. Thời gian trong phim là của đồng hồ thiết bị này; khi chứng chỉ hết hạn, phim của nó sẽ hiện là hết hạn.',
  },
  certificate: {
    title: 'Ký bằng chứng chỉ của bạn',
    text: 'Chứng chỉ để ký và khóa của nó, dạng tệp PEM hoặc một tệp PKCS#12 (.p12, .pfx). Trình duyệt giữ khóa sao cho không thể đọc ra lại.',
    choose: 'Chọn tệp',
    passphrase: 'Cụm mật khẩu',
    passphraseHint: 'Để trống nếu không có. Nó không được lưu.',
    use: 'Dùng',
    added: 'Từ nay phim của bạn được ký với tên {{ name }}.',
    remove: 'Gỡ chứng chỉ',
    removed: 'Đã gỡ chứng chỉ và khóa của nó. Thiết bị này lại ký bằng khóa riêng.',
    problems: {
      'not-a-certificate': 'Đây không phải tệp PEM hay PKCS#12. Hãy xuất lại chứng chỉ cùng với khóa.',
      'passphrase-needed': 'Khóa được bảo vệ. Hãy nhập cụm mật khẩu.',
      'passphrase-wrong': 'Cụm mật khẩu không đúng. Hãy thử lại.',
      'old-encryption': 'Tệp được bảo vệ theo cách đã cũ. Hãy xuất lại với AES-256.',
      'no-certificate': 'Trong các tệp này không có chứng chỉ. Hãy chọn cả chứng chỉ và khóa.',
      'no-key': 'Trong các tệp này không có khóa. Hãy chọn cả chứng chỉ và khóa.',
      'key-not-of-certificate': 'Khóa thuộc về chứng chỉ khác. Hãy chọn đúng chứng chỉ của nó.',
      'key-not-allowed':
        'Content Credentials không cho phép loại khóa này. Được phép: P-256, P-384, P-521, RSA từ 2048 bit và Ed25519.',
      'key-not-supported':
        'Trình duyệt này không ký được bằng loại khóa này. Hãy thử trình duyệt khác hoặc khóa P-256.',
      'self-signed': 'Chứng chỉ tự ký cho chính nó. Content Credentials cần chứng chỉ do một cơ quan cấp.',
      'is-authority': 'Đây là chứng chỉ của cơ quan cấp. Hãy chọn chứng chỉ được cấp cho bạn.',
      'usage-not-signing': 'Chứng chỉ không dùng để ký. Hãy xin loại có chữ ký số.',
      'purpose-not-allowed':
        'Chứng chỉ dành cho mục đích khác. Nó cần ký tài liệu, bảo vệ thư điện tử hoặc ký C2PA.',
      'no-authority-identifier': 'Chứng chỉ không nêu khóa của cơ quan cấp. Hãy xin một chứng chỉ có nêu.',
      'signature-not-allowed': 'Chứng chỉ được ký theo cách đã cũ. Hãy xin chứng chỉ mới.',
      'not-yet-valid': 'Chứng chỉ chưa có hiệu lực. Hãy kiểm tra ngày của thiết bị này.',
      expired: 'Chứng chỉ đã hết hạn. Hãy chọn chứng chỉ mới hơn.',
      'chain-broken':
        'Thiếu chứng chỉ của cơ quan cấp, hoặc nó không cấp chứng chỉ này. Hãy thêm nó vào các tệp.',
    },
  },
  watermark: {
    title: 'Thủy vân',
    text: 'Mỗi khung hình còn mang một thủy vân không nhận thấy được với một số ngẫu nhiên, để bản sao mất siêu dữ liệu vẫn được nhận ra trong mục Kiểm tra. Không thể tắt nó.',
  },
  training: {
    title: 'Huấn luyện và khai thác dữ liệu',
    text: 'Được ghi trong thông tin xác thực của phim để mọi người đọc. Đó là mong muốn, không phải ổ khóa.',
    choices: { notAllowed: 'Không muốn', allowed: 'Cho phép' },
  },
};
