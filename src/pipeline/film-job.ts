import type { Notice } from './report';
import { withRestart, type Machine } from './restart';
import type { Reviewer } from './review';
import { StageClock, type StageListener } from './stage-clock';

/** What the steps of one job share: its clock, what it runs on, what went otherwise than asked, and its cancel. */
export class FilmJob {
  readonly clock: StageClock;
  readonly notices: Notice[] = [];
  readonly machine: Machine;
  readonly signal: AbortSignal;
  /** Who is asked where a gate has doubts or people are in the photo; nobody on the command line. */
  readonly reviewer: Reviewer | undefined;

  constructor(
    machine: Machine,
    options: { signal: AbortSignal; onProgress: StageListener; reviewer?: Reviewer | undefined },
  ) {
    this.machine = { provider: machine.provider, renderer: machine.renderer };
    this.signal = options.signal;
    this.reviewer = options.reviewer;
    this.clock = new StageClock(options.onProgress);
  }

  /** Notes what went otherwise, once. */
  readonly notice = (notice: Notice): void => {
    if (!this.notices.includes(notice)) this.notices.push(notice);
  };

  /** Runs a step that may lose its worker or GPU: see {@link withRestart}. */
  restartable<T>(step: (machine: Machine) => Promise<T>, end: () => void): Promise<T> {
    return withRestart(this.machine, step, { signal: this.signal, end, notice: this.notice });
  }
}
