import { actionText, relationshipText } from '../i18n/action';
import { formatBytes, formatDateTime } from '../i18n/format';
import { locale, t } from '../i18n/locale';
import { statusText } from '../i18n/status';
import { APP_NAME } from '../shared/app';
import type { CheckReport, CheckedFile, Credentials, Ingredient, Problem } from './check-state';
import {
  aiAnswer,
  dateText,
  integrityAnswer,
  signerAnswer,
  signerRows,
  statusKind,
  summaryText,
  summaryTitle,
  watermarkAnswer,
} from './check-text';

/** Thumbnails as data addresses, by their key in the report. */
export type EmbeddedPictures = ReadonlyMap<string, string>;

/**
 * A report as one self-contained HTML page: no script, nothing fetched (its own policy forbids both), and every text that
 * comes out of the file escaped.
 */
export function reportPage(
  file: CheckedFile,
  report: CheckReport,
  pictures: EmbeddedPictures,
  now = new Date(),
): string {
  const { credentials } = report;
  const sections = [
    section(
      t('check.save.heading'),
      facts([
        [t('check.save.fileName'), file.name],
        [t('check.save.fileType'), report.file.mimeType ?? t('check.unknownType')],
        [t('check.save.fileSize'), formatBytes(file.sizeBytes)],
      ]),
    ),
    ...(credentials ? credentialSections(credentials) : []),
    section(t('check.ai.title'), paragraph(aiAnswer(report))),
    ...(credentials ? originSections(credentials, file, pictures) : []),
    section(t('check.watermark.title'), watermarkAnswer(report.watermark).map(paragraph).join('')),
    section(t('check.marks.title'), marks(report)),
    ...(credentials ? [section(t('check.expert.statuses'), statuses(credentials))] : []),
  ];
  return `<!doctype html>
<html lang="${escapeHtml(locale())}">
<head>
<meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="default-src 'none'; style-src 'unsafe-inline'; img-src data:">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="referrer" content="no-referrer">
<title>${escapeHtml(t('check.save.heading'))}</title>
<style>${STYLE}</style>
</head>
<body>
<header>
<p class="app">${escapeHtml(APP_NAME)}</p>
<h1>${escapeHtml(summaryTitle(report))}</h1>
${paragraph(summaryText(report))}
</header>
${sections.join('\n')}
<footer>${paragraph(t('check.save.made', { date: formatDateTime(now), app: APP_NAME }))}${paragraph(t('check.limits.truth'))}</footer>
</body>
</html>
`;
}

/** Text as it stands in HTML, in an element or in a quoted attribute. */
export function escapeHtml(text: string): string {
  return text.replace(/[&<>"'`=]/g, (character) => `&#${character.charCodeAt(0)};`);
}

function credentialSections(credentials: Credentials): string[] {
  return [
    section(
      t('check.integrity.title'),
      paragraph(integrityAnswer(credentials.integrity)) + problems(credentials.integrity.problems),
    ),
    section(
      t('check.signer.title'),
      paragraph(signerAnswer(credentials.signer)) +
        (credentials.signer
          ? facts(signerRows(credentials.signer)) + problems(credentials.signer.problems)
          : ''),
    ),
  ];
}

function originSections(credentials: Credentials, file: CheckedFile, pictures: EmbeddedPictures): string[] {
  const { origin } = credentials;
  const steps = origin.actions.map(({ action, when, software }) =>
    [actionText(action), when && dateText(when), software].filter(Boolean).join(' · '),
  );
  return [
    section(
      t('check.history.title'),
      paragraph(t(`check.kinds.${origin.kind}`)) +
        facts([
          [
            t('check.history.when'),
            origin.when && `${dateText(origin.when)} (${t('check.history.whenNote')})`,
          ],
          [t('check.history.software'), origin.claimGenerator],
          [t('check.history.aiTool'), origin.aiTool],
        ]) +
        list(steps.map((step) => `<li>${escapeHtml(step)}</li>`)),
    ),
    section(
      t('check.history.tree'),
      list([
        `<li>${picture(credentials.thumbnail, pictures)}<b>${escapeHtml(file.name)}</b>${tree(credentials.ingredients, pictures)}</li>`,
      ]) + (credentials.ingredientsCutShort ? paragraph(t('check.ingredients.cutShort')) : ''),
    ),
  ];
}

function tree(ingredients: readonly Ingredient[], pictures: EmbeddedPictures): string {
  return list(
    ingredients.map(({ title, relationship, mimeType, thumbnail, credentials, ingredients: deeper }) => {
      const about = [
        relationshipText(relationship),
        mimeType,
        credentials
          ? t(`check.ingredients.${credentials.integrity.state}`)
          : t('check.ingredients.noCredentials'),
        credentials && credentials.origin.kind !== 'unknown'
          ? t(`check.kinds.${credentials.origin.kind}`)
          : null,
        credentials?.signer?.name,
      ].filter(Boolean);
      const name = escapeHtml(title ?? t('check.ingredients.untitled'));
      return `<li>${picture(thumbnail, pictures)}<b>${name}</b> ${escapeHtml(about.join(' · '))}${problems(
        credentials?.integrity.problems ?? [],
      )}${tree(deeper, pictures)}</li>`;
    }),
  );
}

function picture(key: string | null, pictures: EmbeddedPictures): string {
  const address = key === null ? undefined : pictures.get(key);
  return address === undefined ? '' : `<img src="${escapeHtml(address)}" alt="">`;
}

function marks({ otherMarks }: CheckReport): string {
  if (otherMarks.length === 0) return paragraph(t('check.marks.none'));
  return (
    paragraph(t('check.marks.note')) +
    list(
      otherMarks.map(({ kind, generator, where, field, value }) => {
        const name = generator ?? t(`check.marks.kinds.${kind}`);
        return `<li><b>${escapeHtml(name)}</b> ${escapeHtml(`${where} · ${field}`)}<br>${escapeHtml(value)}</li>`;
      }),
    )
  );
}

function statuses({ statuses: all }: Credentials): string {
  return list(
    all.map((status) => {
      const { code, where } = status;
      const about = [t(`check.expert.${statusKind(status)}`), code, where].filter(Boolean).join(' · ');
      return `<li>${escapeHtml(statusText(code))}<br><small>${escapeHtml(about)}</small></li>`;
    }),
  );
}

function problems(all: readonly Problem[]): string {
  return list(
    all.map(({ code }) => `<li>${escapeHtml(statusText(code))} <code>${escapeHtml(code)}</code></li>`),
  );
}

function section(title: string, body: string): string {
  return `<section><h2>${escapeHtml(title)}</h2>${body}</section>`;
}

function paragraph(text: string): string {
  return `<p>${escapeHtml(text)}</p>`;
}

function list(items: readonly string[]): string {
  return items.length > 0 ? `<ul>${items.join('')}</ul>` : '';
}

function facts(rows: readonly (readonly [name: string, value: string | null])[]): string {
  const filled = rows.filter((row): row is readonly [string, string] => row[1] !== null && row[1] !== '');
  const cells = filled.map(([name, value]) => `<dt>${escapeHtml(name)}</dt><dd>${escapeHtml(value)}</dd>`);
  return cells.length > 0 ? `<dl>${cells.join('')}</dl>` : '';
}

const STYLE = `
:root{color-scheme:light dark;--ink:#0d1d26;--soft:#495b65;--line:#d3dde0;--ground:#fff}
@media (prefers-color-scheme:dark){:root{--ink:#e8f0f2;--soft:#a3b4bb;--line:#22343d;--ground:#0a1419}}
body{max-width:46rem;margin:0 auto;padding:2rem 1.2rem 4rem;background:var(--ground);color:var(--ink);font:16px/1.55 system-ui,sans-serif;overflow-wrap:anywhere}
h1{margin:.2rem 0 .6rem;font-size:1.7rem;line-height:1.2}h2{margin:2rem 0 .5rem;font-size:1.05rem}
section{border-top:1px solid var(--line)}.app,footer,dt,small{color:var(--soft)}p{margin:.4rem 0}
dl{display:grid;grid-template-columns:minmax(8rem,auto) 1fr;gap:.3rem 1rem}dd{margin:0}
ul{margin:.5rem 0;padding-left:1.2rem}li{margin:.4rem 0}img{display:block;max-width:10rem;max-height:7rem;border-radius:8px;margin:.3rem 0}
footer{margin-top:3rem;font-size:.9rem}@media print{body{padding:0}}
`;
