import { createSignal } from 'solid-js';
import { clean } from '../provenance/mark';
import { parseTrustFile, describeTrustList, type TrustFile, type TrustList } from '../provenance/trust-lists';
import { dropTrustList, storeTrustList, storedTrustLists } from '../provenance/trust-store';
import { checkAgain } from './check';

/** A list as it is shown. */
export interface TrustEntry {
  id: string;
  kind: TrustList['kind'];
  name: string;
  /** ISO 8601. */
  addedAt: string;
  /** Whom it names, the first few. */
  names: string[];
  certificates: number;
  /** Signers that are allowed by themselves. */
  allowed: number;
}

/** What became of a file that was brought in. */
export type TrustOutcome =
  | { kind: 'added'; kept: boolean }
  | { kind: 'refused'; reason: Extract<TrustFile, { kind: 'refused' }>['reason'] };

const NAMES_SHOWN = 6;
const MAX_NAME_CHARACTERS = 80;

const [trustLists, setTrustLists] = createSignal<readonly TrustEntry[]>([]);
/** The lists that were brought in. Empty until {@link loadTrust}. */
export { trustLists };

/** Reads the lists that this device keeps. */
export async function loadTrust(): Promise<void> {
  const lists = await storedTrustLists();
  setTrustLists(await Promise.all(lists.map(entryOf)));
}

/** Brings a list in from a file; what is in the list of checks is checked again. */
export async function addTrustFile(file: File, kind: TrustList['kind']): Promise<TrustOutcome> {
  const read = await parseTrustFile(file, { kind, name: clean(file.name, MAX_NAME_CHARACTERS) });
  if (read.kind === 'refused') return read;
  const { kept } = await storeTrustList(read.list);
  await loadTrust();
  checkAgain();
  return { kind: 'added', kept };
}

/** Takes a list away; what is in the list of checks is checked again. */
export async function removeTrust(id: string): Promise<void> {
  await dropTrustList(id);
  await loadTrust();
  checkAgain();
}

async function entryOf(list: TrustList): Promise<TrustEntry> {
  const certificates = await describeTrustList({ ...list, anchors: list.anchors.slice(0, NAMES_SHOWN) });
  return {
    id: list.id,
    kind: list.kind,
    name: list.name,
    addedAt: list.addedAt,
    names: certificates.map(({ name, organisation }) =>
      clean(name ?? organisation ?? '?', MAX_NAME_CHARACTERS),
    ),
    certificates: list.anchors.length,
    allowed: list.allowed.length,
  };
}
