import { createSignal } from 'solid-js';
import type { ReviewQuestion, Reviewer } from '../pipeline/review';
import type { FoundFace } from '../shared/faces';
import { noteDecision } from './moderation-log';

/** What the person is asked while a job waits for them. */
export type OpenQuestion = { photo: Blob } & (
  | ({ kind: 'release'; answer: (answer: 'release' | 'stop') => void } & ReviewQuestion)
  | { kind: 'consent'; faces: readonly FoundFace[]; answer: (answer: 'confirmed' | 'refused') => void }
);

const [question, setQuestion] = createSignal<OpenQuestion | undefined>();
/** The question that is open; the job goes on when it is answered. */
export { question };

/** What the person has said of a photo: they are asked once, whatever is made of it. */
interface Answers {
  consented: boolean;
  /** The rules under which it was held when they let it pass. */
  released: Set<string>;
}

const answers = new WeakMap<Blob, Answers>();

/** Asks the person about one photo's job. An abort of `signal` takes an open question away. */
export function reviewerOf(photo: Blob, signal: AbortSignal): Required<Reviewer> {
  const known = answers.get(photo) ?? { consented: false, released: new Set<string>() };
  answers.set(photo, known);
  return {
    async askRelease(asked) {
      const rules = asked.verdict.reasons.map(({ rule }) => rule);
      if (asked.gate === 'photo' && rules.every((rule) => known.released.has(rule))) return 'release';
      const answer = await ask<'release' | 'stop'>(
        (resolve) => ({ kind: 'release', photo, ...asked, answer: resolve }),
        signal,
      );
      void noteDecision(asked.gate, answer === 'release' ? 'released' : 'stopped', asked.verdict.reasons);
      if (answer === 'release' && asked.gate === 'photo') rules.forEach((rule) => known.released.add(rule));
      return answer;
    },
    async askConsent(faces) {
      if (known.consented) return 'confirmed';
      const answer = await ask<'confirmed' | 'refused'>(
        (resolve) => ({ kind: 'consent', photo, faces, answer: resolve }),
        signal,
      );
      void noteDecision('photo', answer === 'confirmed' ? 'consented' : 'refused');
      known.consented = answer === 'confirmed';
      return answer;
    },
  };
}

async function ask<T>(open: (resolve: (answer: T) => void) => OpenQuestion, signal: AbortSignal): Promise<T> {
  signal.throwIfAborted();
  try {
    return await new Promise<T>((resolve, reject) => {
      signal.addEventListener('abort', () => reject(new DOMException('cancelled', 'AbortError')), {
        once: true,
      });
      setQuestion(open(resolve));
    });
  } finally {
    setQuestion(undefined);
  }
}
