import { serve, withTransfer } from '../../src/shared/rpc';
import { decodePhoto, encodeThumbnail } from './decode-photo';
import type { MediaProtocol } from './protocol';

serve<MediaProtocol>({
  async decodePhoto({ file, fit }, { signal }) {
    const photo = await decodePhoto(file, fit, signal);
    return withTransfer(photo, [photo.image.data.buffer]);
  },
  encodeThumbnail: ({ image, maxSide }) => encodeThumbnail(image, maxSide),
});
