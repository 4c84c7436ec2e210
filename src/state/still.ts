const SECONDS_LIMIT = 10;

/**
 * A still of a film (its middle) or a picture, at most `side` pixels long. Null where the browser cannot decode it.
 */
export async function stillOf(file: Blob, side: number): Promise<HTMLCanvasElement | null> {
  try {
    if (!file.type.startsWith('video/')) {
      const picture = await createImageBitmap(file);
      const still = draw(picture, picture, side);
      picture.close();
      return still;
    }
    const url = URL.createObjectURL(file);
    try {
      const video = await middleOf(url);
      const still = draw(video, { width: video.videoWidth, height: video.videoHeight }, side);
      // Frees the decoder at once instead of at the next garbage collection.
      video.removeAttribute('src');
      video.load();
      return still;
    } finally {
      URL.revokeObjectURL(url);
    }
  } catch {
    return null;
  }
}

function draw(
  source: CanvasImageSource,
  { width, height }: { width: number; height: number },
  side: number,
): HTMLCanvasElement {
  const scale = Math.min(1, side / Math.max(width, height));
  const canvas = document.createElement('canvas');
  canvas.width = Math.max(1, Math.round(width * scale));
  canvas.height = Math.max(1, Math.round(height * scale));
  const context = canvas.getContext('2d');
  if (!context) throw new Error('no 2D canvas');
  context.imageSmoothingQuality = 'high';
  context.drawImage(source, 0, 0, canvas.width, canvas.height);
  return canvas;
}

function middleOf(url: string): Promise<HTMLVideoElement> {
  return new Promise((resolve, reject) => {
    const video = document.createElement('video');
    const timer = setTimeout(() => reject(new Error('no picture in time')), 1000 * SECONDS_LIMIT);
    video.muted = true;
    video.onloadeddata = () => (video.currentTime = video.duration / 2);
    video.onseeked = () => {
      clearTimeout(timer);
      resolve(video);
    };
    video.onerror = () => {
      clearTimeout(timer);
      reject(new Error('not decodable'));
    };
    video.src = url;
  });
}
