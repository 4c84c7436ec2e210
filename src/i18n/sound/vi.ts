import type { Messages } from '../en';

/** Vietnamese messages for the film's sound. */
export const soundVi: Messages['sound'] = {
  label: 'Âm thanh',
  made: 'Được tạo theo chuyển động.',
  choose: 'Dùng âm thanh của bạn',
  another: 'Chọn âm thanh khác',
  remove: 'Quay lại âm thanh được tạo',
  chosen: '{{ name }}, {{ time }}',
  note: 'Nó thay cho âm thanh được tạo, được cắt hoặc lặp lại theo độ dài của phim. Phim ghi rằng bạn đã đưa âm thanh vào, nhưng không ghi tên tệp.',
  reading: 'Đang đọc âm thanh …',
  unplayable: 'Không phát được gì trong tệp này ở đây. Hãy thử MP3, M4A, WAV hoặc OGG.',
  tooLarge: 'Tệp này lớn hơn {{ limit }}. Hãy chọn tệp ngắn hơn.',
  failed: 'Không đọc được âm thanh. Vui lòng thử lại.',
};
