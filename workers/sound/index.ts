import { serve, withTransfer } from '../../src/shared/rpc';
import type { SoundProtocol } from './protocol';
import { synthesize } from './synthesize';

serve<SoundProtocol>({
  synthesize(params, { signal }) {
    const sound = synthesize(params, signal);
    return withTransfer(
      sound,
      sound.audio.channels.map((samples) => samples.buffer),
    );
  },
});
