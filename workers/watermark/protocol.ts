/** How the marked film lies in the picture that was read. */
export interface MarkGeometry {
  /** The film's short side in short sides of the picture: above 1 where it was cropped, below where bars were put around it. */
  scale: number;
  /** Of the film in the picture, clockwise. */
  rotationDegrees: number;
}

/** What the search for our watermark came to. */
export type WatermarkReading =
  | {
      kind: 'found';
      /** 16 hexadecimal digits: what the C2PA soft-binding assertion of the original holds (src/shared/watermark/payload.ts). */
      payload: string;
      version: number;
      id: string;
      /** How far the code word stands out of the picture, in standard deviations. */
      confidence: number;
      mirrored: boolean;
      geometry: MarkGeometry;
      framesLookedAt: number;
    }
  /** Says nothing of AI: most files never had the mark, and some have lost it. */
  | { kind: 'not-found'; framesLookedAt: number }
  /** No picture could be got out of the file here. */
  | { kind: 'unreadable' };

/** Frames of any file searched for our watermark (docs/watermark.md). */
export interface WatermarkProtocol {
  /**
   * Reads a picture or a film. `thorough` also looks for scaled, cropped, turned copies, which takes seconds. Progress: `watermark`.
   * A file that cannot be decoded is `unreadable`, not an error.
   */
  read(params: { file: Blob; thorough: boolean }): WatermarkReading;
}
