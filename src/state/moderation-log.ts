import { createSignal } from 'solid-js';
import { createStore, del, get, set } from 'idb-keyval';
import { APP_NAME, APP_VERSION } from '../shared/app';
import { IMAGE_POLICY_VERSION, PROMPT_POLICY_VERSION } from '../shared/policy-version';
import type { GateName, VerdictReason } from '../shared/verdict';
import type { Failure } from './job-state';

/** What was decided, by a check or by the person. */
export type LogDecision =
  'released' | 'stopped' | 'held' | 'blocked' | 'unavailable' | 'consented' | 'refused' | 'reported';

/** A line of the log. Holds nothing of the photo, the words or the film. */
export interface LogEntry {
  /** ISO 8601. */
  at: string;
  gate: GateName;
  decision: LogDecision;
  /** Rules that applied, with how strongly: 0..1. */
  rules: { rule: string; category: string; score?: number }[];
  policyVersion: number;
}

/** Older lines than these are dropped. */
const MOST_ENTRIES = 500;
const KEY = 'log';

const [log, writeLog] = createSignal<readonly LogEntry[]>([]);
/** The log, newest first. Empty until {@link readLog}. */
export { log };

/** Opened at each use: a connection that the browser has closed is not held on to. */
function store() {
  return createStore('stillwake-moderation', 'log');
}

/** Reads what IndexedDB keeps. Where that is shut the log lives as long as the page. */
export async function readLog(): Promise<void> {
  try {
    const stored: unknown = await get(KEY, store());
    if (Array.isArray(stored) && log().length === 0) writeLog(stored.filter(isEntry));
  } catch {
    // No storage: what is logged from now on is still shown.
  }
}

/** Adds a line. A log that cannot be kept does not stop the job. */
export async function noteDecision(
  gate: GateName,
  decision: LogDecision,
  reasons: readonly VerdictReason[] = [],
): Promise<void> {
  await readLog();
  const entry: LogEntry = {
    at: new Date().toISOString(),
    gate,
    decision,
    rules: reasons.map(({ rule, category, score }) => ({
      rule,
      category,
      ...(score === undefined ? {} : { score }),
    })),
    policyVersion: gate === 'prompt' ? PROMPT_POLICY_VERSION : IMAGE_POLICY_VERSION,
  };
  writeLog((entries) => [entry, ...entries].slice(0, MOST_ENTRIES));
  try {
    await set(KEY, log(), store());
  } catch {
    // See readLog.
  }
}

/** Notes a job that a gate ended. Other failures are not the gates'. */
export function noteGateFailure({ code, gate, verdict, details }: Failure): void {
  // What the person stopped has been noted with their answer.
  if (!gate || details['because'] === 'no-consent' || details['stopped'] === true) return;
  const decision = {
    'gate-blocked': 'blocked',
    'gate-held': 'held',
    'gate-unavailable': 'unavailable',
  } as const;
  if (code in decision) void noteDecision(gate, decision[code as keyof typeof decision], verdict?.reasons);
}

/** Empties the log. */
export async function eraseLog(): Promise<void> {
  writeLog([]);
  try {
    await del(KEY, store());
  } catch {
    // See readLog.
  }
}

/** The log as a file. */
export function logFile(): File {
  return jsonFile({ app: APP_NAME, version: APP_VERSION, entries: log() }, 'stillwake-moderation-log.json');
}

/** What somebody who disputes a decision can send: the rule and the score, nothing of the photo or the words. */
export function disputeFile({ code, gate, verdict, details }: Failure): File {
  return jsonFile(
    {
      kind: 'disputed-decision',
      app: APP_NAME,
      version: APP_VERSION,
      policyVersions: { image: IMAGE_POLICY_VERSION, prompt: PROMPT_POLICY_VERSION },
      at: new Date().toISOString(),
      code,
      gate: gate ?? null,
      because: typeof details['because'] === 'string' ? details['because'] : null,
      verdict: verdict?.verdict ?? null,
      reasons: (verdict?.reasons ?? []).map(({ rule, category, score, threshold, box }) => ({
        rule,
        category,
        score: score ?? null,
        threshold: threshold ?? null,
        box: box ?? null,
      })),
    },
    'stillwake-dispute.json',
  );
}

/** Hands a file to the person, as a download. */
export function saveFile(file: File): void {
  const url = URL.createObjectURL(file);
  const link = document.createElement('a');
  link.href = url;
  link.download = file.name;
  link.click();
  setTimeout(() => URL.revokeObjectURL(url), 60_000);
}

function jsonFile(content: unknown, name: string): File {
  return new File([`${JSON.stringify(content, null, 2)}\n`], name, { type: 'application/json' });
}

function isEntry(value: unknown): value is LogEntry {
  const { at, gate, decision, rules } = (value ?? {}) as Partial<LogEntry>;
  return (
    typeof at === 'string' && typeof gate === 'string' && typeof decision === 'string' && Array.isArray(rules)
  );
}
