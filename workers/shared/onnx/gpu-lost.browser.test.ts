import { expect, it } from 'vitest';
import { modelRecord } from '../../../src/shared/model-manifest';
import { sharedGpu } from './gpu-device';
import { openModel } from './session';
import { selfTestInputs } from './self-test';

/** A file of its own: the device of this page is lost for good. */
it('says gpu-lost when the device goes, at once and ever after', async () => {
  const record = modelRecord('prompt-encoder');
  const session = await openModel(record, { choice: 'webgpu' });
  expect(session.provider).toBe('webgpu');
  await session.run(selfTestInputs(record, { T: 8, G: 6 }));

  const gpu = await sharedGpu();
  gpu!.device.destroy();
  await expect(gpu!.whenLost).rejects.toMatchObject({ code: 'gpu-lost' });
  await expect(session.run(selfTestInputs(record, { T: 8, G: 6 }))).rejects.toMatchObject({
    code: 'gpu-lost',
  });
  await session.dispose();
  await expect(openModel(record, { choice: 'webgpu' })).rejects.toMatchObject({ code: 'gpu-lost' });

  // A worker that lost its GPU can still serve on wasm until the page replaces it.
  const onWasm = await openModel(record, { choice: 'auto' });
  expect(onWasm.provider).toBe('wasm');
  await expect(onWasm.run(selfTestInputs(record, { T: 8, G: 6 }))).resolves.toBeDefined();
  await onWasm.dispose();
});
