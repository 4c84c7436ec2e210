import { serve, withTransfer } from '../../src/shared/rpc';
import { SAMPLE_RATE } from './dsp/circular';
import { joinSounds } from './join';
import type { SoundProtocol } from './protocol';
import { synthesize } from './synthesize';

/** The demuxers: loaded by those who bring a sound. */
const ownSound = () => import('./own-sound');

serve<SoundProtocol>({
  synthesize(params, { signal }) {
    const sound = synthesize(params, signal);
    return withTransfer(
      sound,
      sound.audio.channels.map((samples) => samples.buffer),
    );
  },
  join({ parts, sampleCount, fadeSamples }) {
    const { left, right } = joinSounds(
      parts.map(({ audio: { channels }, startSample }) => ({
        // One channel is heard on both sides.
        sound: { left: channels[0]!, right: channels.at(-1)! },
        startSample,
      })),
      sampleCount,
      fadeSamples,
    );
    return withTransfer({ audio: { sampleRateHertz: SAMPLE_RATE, channels: [left, right] } }, [
      left.buffer,
      right.buffer,
    ]);
  },
  async probeOwn({ file }, { signal }) {
    const { probeOwnSound } = await ownSound();
    return probeOwnSound(file, signal);
  },
  async fitOwn({ file, durationSeconds }, { signal }) {
    const { fitOwnSound } = await ownSound();
    const { left, right } = await fitOwnSound(file, durationSeconds, signal);
    return withTransfer({ audio: { sampleRateHertz: SAMPLE_RATE, channels: [left, right] } }, [
      left.buffer,
      right.buffer,
    ]);
  },
});
