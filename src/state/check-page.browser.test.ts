import type { Manifest } from '@contentauth/c2pa-web';
import { describe, expect, it } from 'vitest';
import { LOCALES, switchLocale, type Locale } from '../i18n/locale';
import { assembleReport, type CheckReport } from '../pipeline/check-report';
import { describeStore } from '../provenance/describe-store';
import { makeMark } from '../provenance/mark';
import { reportPage } from './check-page';

const EVIL = '<script>globalThis.executed = 1</script><img src=x onerror="executed=1">"\'`</style></title>';

/** A report in which every text that a file can bring along is hostile. */
function hostileReport(): CheckReport {
  const proven = {
    success: [{ code: 'claimSignature.validated' }, { code: 'assertion.dataHash.match' }],
    informational: [],
    failure: [{ code: 'signingCredential.untrusted' }, { code: EVIL, url: `self#jumbf=/c2pa/${EVIL}` }],
  };
  const manifest = {
    title: EVIL,
    claim_generator_info: [{ name: EVIL, version: EVIL }],
    signature_info: { common_name: EVIL, issuer: EVIL, alg: 'Es256', time: EVIL },
    thumbnail: { format: 'image/jpeg', identifier: EVIL },
    assertions: [
      {
        label: 'c2pa.actions.v2',
        data: { actions: [{ action: EVIL, when: EVIL, softwareAgent: EVIL, description: EVIL }] },
      },
    ],
    ingredients: [{ title: EVIL, format: EVIL, relationship: 'componentOf' as const, label: EVIL }],
  };
  return assembleReport({
    state: 'invalid',
    file: { sizeBytes: 1, mimeType: EVIL },
    credentials: describeStore({
      active_manifest: 'a',
      // A generator may write anything where the type asks for a time.
      manifests: { a: manifest as unknown as Manifest },
      validation_state: 'Invalid',
      validation_results: { activeManifest: proven },
    }),
    otherMarks: [makeMark('comment', 'exif', EVIL, `AI-generated ${EVIL}`)],
    watermark: {
      state: 'found',
      payload: EVIL,
      version: 1,
      id: EVIL,
      confidence: 9,
      mirrored: true,
      scale: 2,
      rotationDegrees: 3,
      framesLookedAt: 1,
      credentials: 'none',
    },
  });
}

describe('the saved page', () => {
  it.each(Object.keys(LOCALES) as Locale[])('holds no markup but its own, in %s', async (locale) => {
    await switchLocale(locale);
    const page = reportPage(
      { name: EVIL, sizeBytes: 1234 },
      hostileReport(),
      new Map([[EVIL.replace(/\s+/g, ' '), 'data:image/jpeg;base64,AAAA']]),
    );
    const shown = new DOMParser().parseFromString(page, 'text/html');
    expect(
      shown.querySelectorAll('script, iframe, object, embed, link, form, a, [onerror], [onclick]'),
    ).toHaveLength(0);
    expect(shown.querySelectorAll('style')).toHaveLength(1);
    for (const image of shown.querySelectorAll('img'))
      expect(image.getAttribute('src')).toMatch(/^data:image\//);
    // It is there to be read, as text.
    expect(shown.body.textContent).toContain('<script>globalThis.executed');
    expect(shown.documentElement.lang).toBe(locale);
    const policy = shown.querySelector('meta[http-equiv]')?.getAttribute('content');
    expect(policy).toBe("default-src 'none'; style-src 'unsafe-inline'; img-src data:");
    // No message was left with a hole in it.
    expect(shown.body.textContent).not.toMatch(/{{|undefined|\[object/);
  });

  it('runs nothing when it is opened', async () => {
    await switchLocale('en');
    const frame = document.createElement('iframe');
    frame.srcdoc = reportPage({ name: EVIL, sizeBytes: 1 }, hostileReport(), new Map());
    const loaded = new Promise((resolve) => frame.addEventListener('load', resolve));
    document.body.append(frame);
    await loaded;
    expect((frame.contentWindow as { executed?: unknown } | null)?.executed).toBeUndefined();
    expect((globalThis as { executed?: unknown }).executed).toBeUndefined();
    frame.remove();
  });
});
