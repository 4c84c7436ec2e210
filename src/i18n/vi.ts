import { checkVi } from './check/vi';
import { promptVi } from './prompt/vi';
import { moderationVi } from './moderation/vi';
import { settingsVi } from './settings/vi';
import { shapeVi } from './shape/vi';
import { soundVi } from './sound/vi';
import type { Messages } from './en';

/** Vietnamese. */
export const vi: Messages = {
  app: {
    description: 'Biến một bức ảnh thành đoạn phim ngắn sống động, ngay trên thiết bị của bạn.',
    skipToContent: 'Đến nội dung chính',
    privacy: 'Không gì rời khỏi thiết bị của bạn. Không có máy chủ nào để gửi đến.',
    offlineReady: 'Sẵn sàng dùng ngoại tuyến',
    offlinePreparing: 'Đang chuẩn bị dùng ngoại tuyến: {{ percent }}',
    offlineNow: 'Bạn đang ngoại tuyến. Mọi thứ vẫn hoạt động.',
    offlineIncomplete: 'Bạn đang ngoại tuyến. Những gì chưa được lưu vẫn cần mạng.',
    offlineFull:
      'Chưa lưu để dùng ngoại tuyến: bộ nhớ của thiết bị đã đầy. Hãy giải phóng dung lượng rồi thử lại.',
    offlineInterrupted: 'Chưa lưu đủ để dùng ngoại tuyến: máy chủ không trả lời.',
    updateReady: 'Đã có phiên bản mới.',
    updateNow: 'Tải lại',
    later: 'Để sau',
    language: 'Ngôn ngữ',
    close: 'Đóng',
  },
  nav: { label: 'Các trang', animate: 'Tạo phim', album: 'Album', check: 'Kiểm tra' },
  idle: {
    title: 'Đánh thức một bức ảnh.',
    lead: 'Mây trôi, nước chảy, lá lay động, và bạn còn nghe được nữa.',
    choose: 'Chọn ảnh',
    hint: 'Hoặc thả ảnh vào bất cứ đâu trên trang này, hoặc dán vào. Nhiều ảnh làm nên một câu chuyện.',
    drop: 'Thả ra để dùng ảnh này',
    facts: {
      privateTitle: 'Ở lại với bạn',
      privateText:
        'Mô hình chạy ngay trong trang này. Ảnh của bạn không bao giờ được tải lên, vì không có nơi nào để tải.',
      honestTitle: 'Nói rõ nó là gì',
      honestText:
        'Mỗi đoạn phim đều ghi rõ do AI tạo, ngay trong hình và trong chữ ký do thiết bị này tạo ra.',
      offlineTitle: 'Không cần mạng',
      offlineText: 'Sau lần đầu ghé thăm, bạn có thể tắt mạng và tiếp tục.',
    },
  },
  compose: {
    title: 'Ảnh của bạn',
    photoAlt: 'Bức ảnh bạn đã chọn',
    noPreview: 'Tệp này không xem trước được',
    resumed: 'Đây là ảnh bạn đã chọn trước đó.',
    forget: 'Bỏ ảnh này',
    preparing: 'Đang đọc ảnh',
    prompt: 'Mô tả chuyển động',
    promptOptional: 'Không bắt buộc. Nếu để trống, bức ảnh tự quyết định.',
    promptPlaceholder: 'Mây trôi sang trái, gió nhẹ',
    ideas: 'Gợi ý',
    chips: {
      waves: 'Sóng nhẹ',
      clouds: 'Mây trôi',
      breeze: 'Gió thoảng qua lá',
      falls: 'Nước chảy xiết',
      fire: 'Lửa bập bùng',
      storm: 'Gió bão',
    },
    seconds: 'Độ dài',
    shape: 'Khung hình',
    shapes: { photo: 'Gốc', story: '9:16', square: '1:1', portrait: '4:5', wide: '16:9' },
    animate: 'Tạo chuyển động',
  },
  working: {
    title: 'Ảnh của bạn đang thức giấc',
    estimating: 'Đang ước tính thời gian',
    left: 'Còn khoảng {{ time }}',
    cancel: 'Hủy',
    keepOpen: 'Hãy để trang này mở. Bạn vẫn có thể dùng thiết bị.',
    finished: 'xong',
    stages: {
      photo: 'Đọc ảnh',
      'photo-gate': 'Kiểm tra ảnh',
      'prompt-gate': 'Kiểm tra lời mô tả',
      motion: 'Tưởng tượng chuyển động',
      frames: 'Vẽ các khung hình',
      sound: 'Soạn âm thanh',
      mux: 'Ghép lại',
      'video-gate': 'Kiểm tra đoạn phim',
      sign: 'Ký đoạn phim',
    },
  },
  done: {
    title: 'Ảnh đã thức giấc',
    film: 'Phim',
    photo: 'Ảnh',
    filmLabel: 'Đoạn phim, lặp lại',
    play: 'Phát',
    pause: 'Tạm dừng',
    soundOn: 'Bật âm thanh',
    soundOff: 'Tắt âm thanh',
    download: 'Tải xuống',
    share: 'Chia sẻ',
    again: 'Thử hạt giống khác',
    edit: 'Đổi lời mô tả',
    another: 'Làm đoạn khác',
    facts: 'Về đoạn phim này',
    generated: 'Do AI tạo',
    generatedText: 'Được ghi trong hình và trong siêu dữ liệu của tệp.',
    signed: 'Được ký bởi thiết bị này',
    signedText:
      'Content Credentials ghi rõ bức ảnh gốc. Người khác sẽ thấy tệp chưa bị thay đổi, nhưng không biết bạn là ai.',
    size: 'Tệp',
    sizeText: '{{ width }} × {{ height }}, {{ duration }}, {{ bytes }}',
    made: 'Tạo trong',
    madeText: '{{ time }}, bằng {{ machine }}',
    machineGpu: 'bộ xử lý đồ họa',
    machineCpu: 'bộ xử lý',
    seed: 'Hạt giống',
    prompt: 'Lời mô tả',
    notices: {
      'nothing-moves':
        'Không tìm thấy gì chuyển động ở đây, nên đoạn phim đứng yên. Hãy thử thêm lời mô tả, hoặc một ảnh có trời, nước hay cây cối.',
      'only-the-camera-moves':
        'Không tìm thấy gì chuyển động ở đây, nên máy quay nhẹ nhàng tiến vào. Hãy thử thêm lời mô tả, hoặc một ảnh có trời, nước hay cây cối.',
      'photo-manifest-left-out':
        'Content Credentials của chính bức ảnh không thể giữ lại được nên đã được bỏ ra.',
      'identity-not-kept':
        'Trình duyệt này không lưu được khóa ký. Đoạn phim tiếp theo sẽ được ký bằng khóa mới.',
      'restarted-without-gpu': 'Bộ xử lý đồ họa bị ngắt, nên đoạn phim được hoàn tất bằng bộ xử lý.',
      restarted: 'Một phần của ứng dụng đã dừng và được khởi động lại. Đoạn phim vẫn đầy đủ.',
      'motion-step-redone': 'Một bước tạo chuyển động bị lỗi và đã được làm lại. Đoạn phim vẫn đầy đủ.',
      'size-reduced': 'Thiết bị này không mã hóa được phim cỡ đó nên phim đã được làm nhỏ hơn.',
      ...promptVi,
    },
    shareFailed: 'Không chia sẻ được. Bạn có thể tải đoạn phim xuống.',
  },
  label: { generated: 'Do AI tạo' },
  failure: { again: 'Thử lại', kept: 'Ảnh và lời mô tả của bạn vẫn còn đây.', reasons: 'Lý do' },
  gates: { photo: 'ảnh', prompt: 'lời mô tả', video: 'đoạn phim hoàn chỉnh' },
  categories: {
    ...moderationVi.categories,
    sexual: 'Nội dung tình dục',
    minors: 'Nội dung tình dục liên quan đến trẻ vị thành niên',
    'explicit-language': 'Ngôn từ thô tục hoặc xúc phạm',
    violence: 'Bạo lực',
    unreadable: 'Lời mô tả quá dài để kiểm tra',
    other: 'Trái với quy định nội dung',
  },
  errors: {
    'file-empty': {
      title: 'Tệp này trống',
      text: 'Nó có tên nhưng không có gì bên trong.',
      next: 'Hãy chọn lại ảnh. Nếu ảnh nằm trên đám mây, hãy để nó tải về trước.',
    },
    'file-too-large': {
      title: 'Tệp này quá lớn',
      text: 'Nó lớn hơn mọi bức ảnh có thể xử lý ở đây.',
      next: 'Hãy xuất ảnh ở kích thước nhỏ hơn và chọn bản đó.',
    },
    'file-unreadable': {
      title: 'Không đọc được tệp này',
      text: 'Trình duyệt không được phép mở nó, hoặc nó bị di chuyển trong lúc đọc.',
      next: 'Hãy chọn lại, hoặc chép nó sang thư mục khác trước.',
    },
    'file-not-an-image': {
      title: 'Đây không phải là ảnh',
      text: 'Dù tên tệp là gì, nội dung không phải hình ảnh.',
      next: 'Hãy chọn JPEG, PNG, WebP, AVIF, HEIC, GIF hoặc BMP.',
    },
    'file-is-video': {
      title: 'Đây đã là video',
      text: 'Chỉ có thể đánh thức ảnh tĩnh.',
      next: 'Hãy lấy một khung hình từ video và chọn khung đó.',
    },
    'file-is-svg': {
      title: 'Không thể đánh thức hình vẽ SVG',
      text: 'SVG là hình vẽ bằng mã, không phải ảnh chụp.',
      next: 'Hãy xuất thành PNG và chọn tệp đó.',
    },
    'image-corrupt': {
      title: 'Ảnh này bị hỏng',
      text: 'Một phần của tệp bị thiếu hoặc lỗi.',
      next: 'Hãy chép lại từ máy ảnh hoặc điện thoại, hoặc mở và lưu lại bằng trình chỉnh sửa ảnh.',
    },
    'image-too-many-pixels': {
      title: 'Ảnh này có quá nhiều điểm ảnh',
      text: 'Giới hạn là 50 megapixel.',
      next: 'Hãy xuất một bản nhỏ hơn và chọn bản đó.',
    },
    'image-too-small': {
      title: 'Hình này quá nhỏ',
      text: 'Có quá ít nội dung để xử lý.',
      next: 'Hãy chọn bản lớn hơn, ít nhất 64 điểm ảnh mỗi cạnh.',
    },
    'image-too-elongated': {
      title: 'Hình này quá dài và hẹp',
      text: 'Một cạnh dài gấp nhiều lần cạnh kia.',
      next: 'Hãy cắt ảnh về khung thông thường hơn trước.',
    },
    'format-unsupported': {
      title: 'Định dạng này không được hỗ trợ',
      text: 'Đây là hình ảnh, nhưng thuộc loại không mở được ở đây.',
      next: 'Hãy xuất thành JPEG hoặc PNG và chọn tệp đó.',
    },
    'gate-blocked': {
      title: 'Không thể tạo chuyển động cho nội dung này',
      text: 'Việc kiểm tra {{ gate }} phát hiện điều mà quy định nội dung không cho phép. Việc này diễn ra trên thiết bị này; không ai khác nhìn thấy.',
      next: 'Hãy dùng ảnh khác hoặc lời khác.',
    },
    'gate-held': {
      title: 'Tạm giữ lại',
      text: 'Việc kiểm tra {{ gate }} chưa chắc chắn, và khi còn nghi ngờ thì không tạo gì cả. Nó có thể sai. Không ai khác nhìn thấy.',
      next: 'Hãy thử lời khác, cách cắt khác hoặc ảnh khác.',
    },
    'gate-unavailable': {
      title: 'Một bước kiểm tra an toàn không chạy được',
      text: 'Không có bước này thì không tạo gì cả.',
      next: 'Hãy tải lại trang và thử lại. Nếu vẫn vậy, hãy kết nối mạng một lần để tải các phần còn thiếu.',
    },
    'model-missing': {
      title: 'Thiếu một mô hình',
      text: 'Một phần của ứng dụng chưa được tải về, hoặc đã bị xóa khỏi thiết bị này.',
      next: 'Hãy kết nối mạng, tải lại trang và thử lại.',
    },
    'model-hash-mismatch': {
      title: 'Một tệp mô hình đã bị thay đổi',
      text: 'Đó không phải tệp thuộc ứng dụng này nên đã bị từ chối.',
      next: 'Hãy tải lại trang. Nếu vẫn vậy, hãy xóa dữ liệu của trang này trong cài đặt trình duyệt.',
    },
    'model-invalid': {
      title: 'Không dùng được một mô hình',
      text: 'Tệp hoặc phần mô tả của nó không đúng.',
      next: 'Hãy tải lại trang để có phiên bản hiện tại.',
    },
    'model-output-invalid': {
      title: 'Mô hình không cho kết quả dùng được',
      text: 'Kết quả trả về không phải là chuyển động. Có thể do trình điều khiển đồ họa.',
      next: 'Hãy thử lại. Mỗi lần dùng một hạt giống khác.',
    },
    'gpu-lost': {
      title: 'Bộ xử lý đồ họa đã dừng',
      text: 'Nó bị khởi động lại giữa chừng.',
      next: 'Hãy đóng các thẻ nặng khác và thử lại.',
    },
    'worker-crashed': {
      title: 'Một phần của ứng dụng đã dừng',
      text: 'Trình duyệt đã kết thúc nó, nhiều khả năng vì thiếu bộ nhớ.',
      next: 'Hãy đóng các thẻ khác, chọn phim ngắn hơn và thử lại.',
    },
    'worker-stalled': {
      title: 'Một phần của ứng dụng không còn phản hồi',
      text: 'Nó bị kết thúc sau một lúc im lặng lâu.',
      next: 'Hãy thử lại. Phim ngắn hơn sẽ dễ hơn cho thiết bị này.',
    },
    'out-of-memory': {
      title: 'Không đủ bộ nhớ',
      text: 'Thiết bị này không chứa nổi mọi thứ mà đoạn phim cần.',
      next: 'Hãy đóng các thẻ khác, chọn phim ngắn hơn hoặc ảnh nhỏ hơn và thử lại.',
    },
    'storage-full': {
      title: 'Trình duyệt này hết chỗ trống',
      text: 'Bộ nhớ dành cho trang này đã đầy.',
      next: 'Hãy giải phóng chỗ trống trên thiết bị và thử lại.',
    },
    'storage-blocked': {
      title: 'Trình duyệt này không lưu được gì',
      text: 'Bộ nhớ bị đóng với trang này, như trong một số cửa sổ riêng tư, hoặc đã báo lỗi.',
      next: 'Hãy tải đoạn phim xuống. Để giữ phim ở đây, hãy dùng cửa sổ thường và cho phép trang này lưu dữ liệu.',
    },
    'browser-unsupported': {
      title: 'Trình duyệt này không chạy được Stillwake',
      text: 'Nó thiếu thứ mà ứng dụng cần, hoặc một cài đặt không cho phép.',
      next: 'Hãy dùng bản mới của Chrome, Edge, Firefox hoặc Safari, ngoài chế độ riêng tư, qua https.',
    },
    'encode-failed': {
      title: 'Không mã hóa được đoạn phim',
      text: 'Các khung hình đã vẽ xong nhưng không thành video.',
      next: 'Hãy thử lại, hoặc chọn khung hình khác hay phim ngắn hơn.',
    },
    'mux-failed': {
      title: 'Không ghép được đoạn phim',
      text: 'Hình và tiếng đã có, nhưng không ghép được vào một tệp.',
      next: 'Hãy thử lại.',
    },
    'sign-failed': {
      title: 'Không ký được đoạn phim',
      text: 'Phim đã làm xong, nhưng phim chưa ký thì không bao giờ được đưa ra.',
      next: 'Hãy thử lại. Nếu vẫn vậy, hãy xóa dữ liệu của trang này để có khóa mới.',
    },
    'c2pa-unavailable': {
      title: 'Phần ký không khởi động được',
      text: 'Không có nó thì không thể ghi hay đọc Content Credentials.',
      next: 'Hãy tải lại trang. Nếu một tiện ích chặn tập lệnh, hãy cho phép trang này.',
    },
    'film-damaged': {
      title: 'Đoạn phim này bị hỏng',
      text: 'Những gì đang lưu không còn đúng với lúc được ký, nên nó không được phát. Các đoạn phim khác không bị ảnh hưởng.',
      next: 'Nếu bạn đã tải nó xuống trước đây, hãy dùng bản đó. Bản này chỉ có thể gỡ bỏ.',
    },
    internal: {
      title: 'Đã có trục trặc',
      text: 'Đây là lỗi của ứng dụng, không phải của ảnh.',
      next: 'Hãy thử lại. Nếu vẫn vậy, hãy tải lại trang.',
    },
  },
  about: {
    open: 'Giới thiệu và giấy phép',
    title: 'Giới thiệu Stillwake',
    text: 'Một mô hình khuếch tán, được huấn luyện riêng cho ứng dụng này và đủ nhỏ để chạy trên điện thoại, hình dung các phần của bức ảnh sẽ chuyển động ra sao. Đoạn phim được vẽ từ chính bức ảnh, được phối âm, kiểm tra, ghi nhãn và ký, tất cả trong trang này.',
    limits:
      'Nó có thể sai: có thứ không nên động lại động, có thứ nên động lại đứng yên. Chữ ký không có thời gian chứng thực, vì điều đó cần đến mạng.',
    licence: 'Stillwake là phần mềm tự do theo giấy phép MIT.',
    notices: 'Thông báo của bên thứ ba',
    version: 'Phiên bản {{ version }}',
  },
  check: checkVi,
  moderation: moderationVi,
  settings: settingsVi,
  shape: shapeVi,
  sound: soundVi,
};
