import { serve } from './rpc';

/** What the worker of rpc.browser.test.ts can do. */
export interface MortalProtocol {
  add(params: { a: number; b: number }): number;
  /** Never answers: the worker closes itself. */
  die(params: Record<string, never>): void;
}

serve<MortalProtocol>({
  add: ({ a, b }) => a + b,
  die: () => {
    self.close();
    return new Promise<void>(() => undefined);
  },
});
