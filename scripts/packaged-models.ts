/** Models that set-up makes out of npm packages: none of them is committed. Each converter is loaded when it is needed. */
export const PACKAGED = {
  'face-detector': async () => (await import('./convert-faces')).convertFaceDetector(),
  'face-mesh': async () => (await import('./convert-faces')).convertFaceMesh(),
  'text-detector': async () => (await import('./convert-ocr')).convertTextDetector(),
  'text-reader': async () => (await import('./convert-ocr')).convertTextReader(),
} as const;

export type PackagedId = keyof typeof PACKAGED;

/** A model's files, the graph first. Paths are relative to models/. */
export async function packagedFiles(id: PackagedId): Promise<{ path: string; bytes: Uint8Array }[]> {
  const files = [{ path: `${id}/${id}.onnx`, bytes: await PACKAGED[id]() }];
  if (id === 'text-reader') {
    const { readCharacters } = await import('./convert-ocr');
    files.push({ path: `${id}/characters.txt`, bytes: await readCharacters() });
  }
  return files;
}
