/**
 * Image generators, recognised by the settings that they leave in the files they make: the text as each program writes it in PNG
 * text, EXIF UserComment or XMP. Settings are no proof: anybody can write or remove them.
 */

/** Names under which PNG text holds a generator's settings, whatever they say. */
const SETTINGS_KEYWORDS =
  /^(parameters|prompt|workflow|dream|sd-metadata|invokeai_metadata|invokeai_graph|invokeai_workflow|generation_data|fooocus_scheme|fooocus_log|swarmui|sui_image_params)$/i;

interface Signature {
  generator: string;
  /** Matches the field's name. */
  keyword: RegExp;
  /** Matches the beginning of its text. */
  text: RegExp;
}

/** In the order in which they decide: what is particular goes before what many share. */
const SIGNATURES: readonly Signature[] = [
  { generator: 'InvokeAI', keyword: /^(invokeai_|sd-metadata$|dream$)/i, text: /./s },
  {
    generator: 'SwarmUI',
    keyword: /^(parameters|UserComment|swarmui)$/i,
    text: /"sui_image_params"|"swarm_version"/,
  },
  { generator: 'Fooocus', keyword: /^fooocus_/i, text: /./s },
  {
    generator: 'Fooocus',
    keyword: /^(parameters|UserComment)$/i,
    text: /Version: Fooocus|"version": ?"Fooocus/i,
  },
  {
    generator: 'ComfyUI',
    keyword: /^(prompt|workflow|Make|Model|UserComment|ImageDescription)$/i,
    text: /"class_type"\s*:|"last_node_id"\s*:|^(workflow|prompt):\s*\{/i,
  },
  { generator: 'NovelAI', keyword: /^(Software|Title|Source|Comment|Description)$/i, text: /NovelAI/i },
  {
    generator: 'NovelAI',
    keyword: /^Comment$/i,
    text: /"steps"\s*:[\s\S]*"sampler"\s*:|"uc"\s*:[\s\S]*"scale"\s*:/,
  },
  { generator: 'Draw Things', keyword: /^UserComment$/i, text: /"v2"\s*:\s*\{[\s\S]*"sampler"/ },
  {
    generator: 'Midjourney',
    keyword: /^(Description|ImageDescription|Author|Software)$/i,
    text: /Midjourney|--v \d[\s\S]*Job ID:/i,
  },
  { generator: 'Easy Diffusion', keyword: /^(use_stable_diffusion_model|num_inference_steps)$/i, text: /./s },
  {
    generator: 'Stable Diffusion web UI',
    keyword: /^(parameters|UserComment|Comment|Description)$/i,
    text: /(^|\n|, )Steps: \d+, [\s\S]*(Sampler|CFG scale): /i,
  },
];

/** How far into a text a generator's signature is looked for. */
const LOOK_CHARACTERS = 64 * 1024;

/** The program that left a text of this name, or null. `unnamed` for settings of a generator that isn't known by name. */
export function generatorOf(keyword: string, text: string): string | null {
  const beginning = text.slice(0, LOOK_CHARACTERS);
  const found = SIGNATURES.find(
    (signature) => signature.keyword.test(keyword) && signature.text.test(beginning),
  );
  if (found) return found.generator;
  return SETTINGS_KEYWORDS.test(keyword) ? UNNAMED_GENERATOR : null;
}

/** Stands in the place of a name that isn't known. */
export const UNNAMED_GENERATOR = 'unnamed';
