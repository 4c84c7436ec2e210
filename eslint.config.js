import js from '@eslint/js';
import globals from 'globals';
import importX from 'eslint-plugin-import-x';
import { createTypeScriptImportResolver } from 'eslint-import-resolver-typescript';
import solid from 'eslint-plugin-solid/configs/typescript';
import tseslint from 'typescript-eslint';

/** Who may know whom (docs/architecture.md). `from` may not be imported by `target`; tests of a room count as the room. */
const zones = [
  {
    target: './src/shared',
    from: ['./src/!(shared)/**', './workers/**'],
    message: 'src/shared imports no other room.',
  },
  {
    target: './src/ui',
    from: ['./src/pipeline', './src/clients', './src/provenance', './workers'],
    message: 'ui knows only state, i18n and shared.',
  },
  {
    target: './src/i18n',
    from: ['./src/ui', './src/state', './src/pipeline', './src/clients', './src/provenance', './workers'],
  },
  {
    target: './src/state',
    from: ['./src/ui', './workers'],
    message: 'state -> pipeline -> clients, provenance.',
  },
  { target: './src/pipeline', from: ['./src/ui', './src/state', './src/i18n'] },
  {
    target: './src/clients',
    from: ['./src/ui', './src/state', './src/i18n', './src/provenance'],
  },
  {
    target: './src/provenance',
    from: ['./src/ui', './src/state', './src/i18n', './src/pipeline', './src/clients', './workers'],
  },
  {
    target: './workers',
    from: ['./src/!(shared)/**'],
    message: 'workers import src/shared, workers/shared and themselves.',
  },
  ...['media', 'moderation', 'animation', 'sound', 'encode', 'watermark'].map((room) => ({
    target: `./workers/${room}`,
    from: ['media', 'moderation', 'animation', 'sound', 'encode', 'watermark']
      .filter((other) => other !== room)
      .map((other) => `./workers/${other}`),
    message: 'No sibling worker.',
  })),
  {
    target: './workers/shared',
    from: ['media', 'moderation', 'animation', 'sound', 'encode', 'watermark'].map(
      (room) => `./workers/${room}`,
    ),
  },
  {
    target: './workers/animation/diffusion',
    from: ['./workers/animation/render'],
    message: 'diffusion knows nothing of rendering.',
  },
];

const noPostMessage = {
  selector: "CallExpression[callee.property.name='postMessage'], CallExpression[callee.name='postMessage']",
  message: 'Only src/shared/rpc.ts calls postMessage.',
};
const noCheckedCast = {
  selector:
    'TSAsExpression > TSTypeReference[typeName.name=/^(Checked(Photo|Prompt|Video|Preview)|SignedVideo|SavedCopy)$/]',
  message: 'The gates alone make checked values (src/pipeline/gates.ts).',
};

export default tseslint.config(
  {
    ignores: [
      'dist/',
      'node_modules/',
      'models/',
      'test-results/',
      'playwright-report/',
      'coverage/',
      '**/assembly/',
    ],
  },
  js.configs.recommended,
  ...tseslint.configs.strictTypeChecked,
  {
    languageOptions: {
      parserOptions: {
        project: ['./tsconfig.json', './tsconfig.worker.json', './tsconfig.node.json'],
        tsconfigRootDir: import.meta.dirname,
      },
    },
    plugins: { 'import-x': importX },
    settings: {
      'import-x/resolver-next': [
        createTypeScriptImportResolver({
          project: ['./tsconfig.json', './tsconfig.worker.json', './tsconfig.node.json'],
        }),
      ],
    },
    rules: {
      'import-x/no-restricted-paths': ['error', { zones }],
      'import-x/no-cycle': 'error',
      'no-restricted-syntax': ['error', noPostMessage, noCheckedCast],
      'no-console': 'error',
      eqeqeq: 'error',
      '@typescript-eslint/restrict-template-expressions': ['error', { allowNumber: true }],
      '@typescript-eslint/no-confusing-void-expression': ['error', { ignoreArrowShorthand: true }],
      '@typescript-eslint/consistent-type-imports': 'error',
      '@typescript-eslint/no-non-null-assertion': 'off',
      '@typescript-eslint/no-unused-vars': ['error', { argsIgnorePattern: '^_' }],
    },
  },
  {
    files: ['src/shared/rpc.ts', 'src/shared/rpc.test.ts'],
    rules: { 'no-restricted-syntax': ['error', noCheckedCast] },
  },
  { files: ['src/**/*.{ts,tsx}'], languageOptions: { globals: globals.browser } },
  {
    files: ['src/**/*.{ts,tsx}'],
    rules: {
      '@typescript-eslint/no-restricted-imports': [
        'error',
        {
          patterns: [
            { regex: '/workers/', allowTypeImports: true, message: 'src sees workers as types alone.' },
            {
              regex: '/workers/(?!.*protocol$|shared/onnx/provider$)',
              message: 'Of a worker, src sees its protocol.ts alone.',
            },
          ],
        },
      ],
    },
  },
  { files: ['workers/**/*.ts'], languageOptions: { globals: globals.worker } },
  {
    files: ['scripts/**', 'e2e/**', '*.config.{ts,js}', '**/*.test.ts'],
    languageOptions: { globals: globals.node },
    rules: {
      'no-console': 'off',
      // Playwright reads a fixture's needs from its first parameter, which must be an object pattern.
      'no-empty-pattern': ['error', { allowObjectPatternsAsParameters: true }],
    },
  },
  { files: ['src/**/*.tsx'], ...solid },
  { files: ['**/*.{js,mjs}'], ...tseslint.configs.disableTypeChecked },
);
