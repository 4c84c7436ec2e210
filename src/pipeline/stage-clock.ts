import type { ProgressListener } from '../shared/rpc';
import type { AnimateReport } from './report';
import type { StageName } from './stages';

/** Counts, not prose: `completed` of `total` in `stage`. */
export type StageListener = (stage: StageName, completed: number, total: number) => void;

/** Times the stages of one job and passes their progress on. */
export class StageClock {
  readonly stages: AnimateReport['stages'] = [];

  constructor(private readonly listener: StageListener) {}

  /** Runs one stage: announces 0 of 1, passes its progress on, announces its end, keeps its time. A stage run again counts again. */
  async run<T>(stage: StageName, task: (onProgress: ProgressListener) => Promise<T>): Promise<T> {
    const start = performance.now();
    this.listener(stage, 0, 1);
    const value = await task((_, completed, total) => this.listener(stage, completed, total));
    this.listener(stage, 1, 1);
    this.stages.push({ stage, milliseconds: Math.round(performance.now() - start) });
    return value;
  }
}
