import { serve } from '../../src/shared/rpc';
import type { WatermarkProtocol } from './protocol';
import { readFile } from './read-file';

serve<WatermarkProtocol>({ read: (params, context) => readFile(params, context) });
