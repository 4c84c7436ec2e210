import { describe, expect, it } from 'vitest';
import { promptsOf } from './prompt-list';

describe('promptsOf', () => {
  it('reads the column by its name, whatever stands beside it', () => {
    expect(promptsOf('id\tprompt\tlanguage\r\n1\tgentle waves\ten\r\n2\tmay trôi\tvi\r\n')).toEqual([
      'gentle waves',
      'may trôi',
    ]);
    expect(promptsOf('\uFEFFprompt\nonde lente')).toEqual(['onde lente']);
  });

  it('keeps an empty prompt beside other columns', () => {
    expect(promptsOf('prompt\tid\n\t7\n')).toEqual(['']);
  });

  it('refuses a list without the column', () => {
    expect(() => promptsOf('text\nwaves')).toThrow(/column "prompt"/);
  });
});
