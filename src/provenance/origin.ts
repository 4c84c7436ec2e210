import type { Action, Manifest } from '@contentauth/c2pa-web';

/** Where a file comes from, by what its signer says. */
export type OriginKind =
  /** Wholly made by a trained model. */
  | 'ai-generated'
  /** Captured or drawn material with parts made by a trained model. */
  | 'ai-composite'
  /** Edited with a trained model. */
  | 'ai-edited'
  | 'camera'
  | 'scan'
  | 'screen-capture'
  | 'composite'
  /** Drawn or computed without a trained model. */
  | 'digital'
  | 'other'
  /** The signer doesn't say. */
  | 'unknown';

export interface OriginAction {
  /** Such as c2pa.created. */
  action: string;
  when: string | null;
  /** The tool, with its version where it says one. */
  software: string | null;
  digitalSourceType: string | null;
  description: string | null;
}

export interface Origin {
  kind: OriginKind;
  /** Of the first action that names one. */
  digitalSourceType: string | null;
  /** The program that wrote the claim, with its version. */
  claimGenerator: string | null;
  /** The tool behind the AI-made part, where there is one and it is named. */
  aiTool: string | null;
  /** Of the created or opened action, by the signer's clock. ISO 8601. */
  when: string | null;
  actions: OriginAction[];
}

/** Last part of the IPTC or C2PA digital source type -> what it is. https://cv.iptc.org/newscodes/digitalsourcetype/ */
const KINDS: Readonly<Record<string, OriginKind>> = {
  trainedAlgorithmicMedia: 'ai-generated',
  trainedAlgorithmicData: 'ai-generated',
  compositeSynthetic: 'ai-composite',
  compositeWithTrainedAlgorithmicMedia: 'ai-composite',
  digitalCapture: 'camera',
  computationalCapture: 'camera',
  compositeCapture: 'camera',
  negativeFilm: 'scan',
  positiveFilm: 'scan',
  print: 'scan',
  screenCapture: 'screen-capture',
  virtualRecording: 'screen-capture',
  composite: 'composite',
  algorithmicMedia: 'digital',
  algorithmicallyEnhanced: 'digital',
  dataDrivenMedia: 'digital',
  digitalArt: 'digital',
  digitalCreation: 'digital',
  softwareImage: 'digital',
  minorHumanEdits: 'other',
  humanEdits: 'other',
  empty: 'unknown',
};

/** What a digital source type means; `other` for one that isn't known here, `unknown` for none. */
export function originKindOf(digitalSourceType: string | null | undefined): OriginKind {
  if (!digitalSourceType) return 'unknown';
  const term = digitalSourceType.slice(digitalSourceType.lastIndexOf('/') + 1);
  return Object.hasOwn(KINDS, term) ? KINDS[term]! : 'other';
}

/** True for kinds in which a trained model had its hand. */
export function isAiKind(kind: OriginKind): boolean {
  return kind === 'ai-generated' || kind === 'ai-composite' || kind === 'ai-edited';
}

/** More actions than a person reads; a file with more is one that means harm. */
const MAX_ACTIONS = 500;

/** The origin that a manifest's actions tell. A missing manifest tells nothing. */
export function originOf(manifest: Manifest | undefined): Origin {
  const actions = (manifest?.assertions ?? [])
    .filter(({ label }) => /^c2pa\.actions(\.v2)?(__\d+)?$/.test(label))
    .flatMap(({ data }) => ((data as { actions?: Action[] } | null)?.actions ?? []).slice(0, MAX_ACTIONS));
  const inception = actions.find(({ action }) => action === 'c2pa.created' || action === 'c2pa.opened');
  const typed = inception?.digitalSourceType ? inception : actions.find((action) => action.digitalSourceType);
  const start = originKindOf(inception?.digitalSourceType);
  const edited = actions.some(
    (action) => action !== inception && isAiKind(originKindOf(action.digitalSourceType)),
  );
  return {
    kind:
      edited && !isAiKind(start) ? 'ai-edited' : inception ? start : originKindOf(typed?.digitalSourceType),
    digitalSourceType: typed?.digitalSourceType ?? null,
    claimGenerator: claimGeneratorOf(manifest),
    aiTool: toolOf(actions.find((action) => isAiKind(originKindOf(action.digitalSourceType)))),
    when: inception?.when ?? null,
    actions: actions.slice(0, MAX_ACTIONS).map((action) => ({
      action: action.action,
      when: action.when ?? null,
      software: toolOf(action),
      digitalSourceType: action.digitalSourceType ?? null,
      description: textOf((action as { description?: unknown }).description),
    })),
  };
}

function toolOf(action: Action | undefined): string | null {
  const agent = action?.softwareAgent;
  if (!agent) return null;
  return typeof agent === 'string' ? agent : nameAndVersion(agent);
}

function nameAndVersion(info: { name?: unknown; version?: unknown }): string | null {
  const parts = [textOf(info.name), textOf(info.version)].filter((part) => part !== null);
  return parts.length > 0 ? parts.join(' ') : null;
}

function textOf(value: unknown): string | null {
  return typeof value === 'string' && value !== '' ? value : null;
}

function claimGeneratorOf(manifest: Manifest | undefined): string | null {
  const info = manifest?.claim_generator_info?.[0];
  if (info) return nameAndVersion(info);
  return manifest?.claim_generator ?? null;
}
