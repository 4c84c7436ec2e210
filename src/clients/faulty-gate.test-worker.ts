import { serve } from '../shared/rpc';

/** A gates' worker with the faults that a real one can have: it hangs and still lives, or it ends. */
export interface FaultyGateProtocol {
  hang(params: Record<string, never>): never;
  die(params: Record<string, never>): never;
}

serve<FaultyGateProtocol>({
  hang: () => new Promise<never>(() => undefined),
  die: () => {
    self.close();
    return new Promise<never>(() => undefined);
  },
});
