import type { PromptMessages } from './en';

/** Vietnamese sentences about what of a prompt could not be followed. */
export const promptVi: PromptMessages = {
  'prompt-language-not-read':
    'Lời mô tả viết bằng ngôn ngữ mà ứng dụng không đọc được, nên ảnh chuyển động như khi không có lời. Ứng dụng đọc tiếng Anh, Việt, Ý, Tây Ban Nha, Pháp, Đức, Trung và Nhật.',
  'prompt-not-understood':
    'Không hiểu được lời mô tả, nên ảnh chuyển động như khi không có lời. Hãy nêu cái gì cần động và động thế nào: “mây trôi chậm sang trái”.',
  'prompt-beyond':
    'Một phần yêu cầu nằm ngoài khả năng của ứng dụng: nó chỉ làm chuyển động những gì có trong ảnh, không thêm hay đổi gì.',
  'no-sky': 'Bạn muốn trời hoặc mây chuyển động, nhưng không tìm thấy trong ảnh này.',
  'no-water': 'Bạn muốn nước chuyển động, nhưng không tìm thấy nước trong ảnh này.',
  'no-waterfall': 'Bạn muốn có thác nước, nhưng không tìm thấy thác nào trong ảnh này.',
  'no-plants': 'Bạn muốn cây cỏ chuyển động, nhưng không tìm thấy trong ảnh này.',
  'no-fire': 'Ở đây không có gì cháy được: không tìm thấy lửa trong ảnh này.',
  'no-smoke': 'Bạn muốn khói hoặc hơi nước, nhưng không tìm thấy trong ảnh này.',
  'no-flag': 'Bạn muốn cờ hoặc vải chuyển động, nhưng không tìm thấy trong ảnh này.',
  'no-hair': 'Bạn muốn tóc chuyển động, nhưng không tìm thấy ai trong ảnh này.',
  'people-stay': 'Lời mô tả không làm người chuyển động; chỉ tóc có thể lay nhẹ.',
  'animals-stay': 'Con vật không chuyển động: chúng đứng yên.',
  'night-is-heard':
    'Ảnh vẫn sáng như cũ: phim này không cho thấy ban đêm. Nơi có cây cỏ, bạn sẽ nghe tiếng dế.',
  'directions-differ':
    'Bạn nêu những hướng ngược nhau. Mỗi phim chỉ có một hướng gió, nên chỉ một hướng được làm theo cho tất cả.',
  'paces-differ':
    'Bạn nêu những tốc độ hoặc độ mạnh trái ngược. Mỗi phim chỉ có một, nên không làm theo được hết.',
  'one-camera': 'Bạn muốn nhiều chuyển động máy quay. Mỗi phim chỉ có một: chuyển động rõ nhất đã được chọn.',
  'own-sound-plays':
    'Bạn muốn có âm thanh, nhưng phim này phát âm thanh riêng của bạn. Hãy bỏ nó ra để nghe điều bạn yêu cầu.',
};
