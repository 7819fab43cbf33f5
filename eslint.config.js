import js from '@eslint/js'
import vue from 'eslint-plugin-vue'
import tseslint from 'typescript-eslint'

/** Forbids importing the given folders and packages: the arrows of docs/architecture.md point inwards. */
const forbid = (files, { folders = [], packages = [], allow = [] }) => ({
  files,
  ignores: allow,
  rules: {
    'no-restricted-imports': [
      'error',
      {
        paths: packages.map((name) => ({ name, message: 'This layer must not know it.' })),
        patterns: folders.map((folder) => ({
          regex: `^\\.\\.?/(.*/)?${folder}/`,
          message: `Imports point inwards: this layer must not import ${folder}/.`,
        })),
      },
    ],
  },
})

const OUTER = [
  'http',
  'wecom',
  'handlers',
  'services',
  'models',
  'outbox',
  'schedulers',
  'sandbox',
  'embedded-mongo',
]
const EDGE_PACKAGES = ['koa', '@koa/router', 'mongoose', 'ioredis', 'node-cron']

export default tseslint.config(
  { ignores: ['dist/', 'coverage/', 'data/', 'node_modules/', 'test/artefacts/'] },
  js.configs.recommended,
  {
    files: ['**/*.ts'],
    extends: [tseslint.configs.strictTypeChecked, tseslint.configs.stylisticTypeChecked],
    languageOptions: {
      parserOptions: { projectService: { allowDefaultProject: [] }, tsconfigRootDir: import.meta.dirname },
    },
    rules: {
      'no-console': 'error',
      '@typescript-eslint/no-unused-vars': ['error', { ignoreRestSiblings: true }],
      '@typescript-eslint/consistent-type-definitions': ['error', 'interface'],
      '@typescript-eslint/restrict-template-expressions': ['error', { allowNumber: true }],
      '@typescript-eslint/no-confusing-void-expression': ['error', { ignoreArrowShorthand: true }],
      '@typescript-eslint/prefer-nullish-coalescing': ['error', { ignorePrimitives: { string: true } }],
    },
  },
  ...vue.configs['flat/recommended'].map((config) => ({ ...config, files: ['**/*.vue'] })),
  {
    files: ['**/*.vue'],
    languageOptions: { parserOptions: { parser: tseslint.parser } },
    rules: {
      'vue/multi-word-component-names': 'off',
      'vue/max-attributes-per-line': 'off',
      'vue/singleline-html-element-content-newline': 'off',
      'vue/html-self-closing': 'off',
      'no-undef': 'off',
    },
  },
  {
    // Command-line entry points speak on stdout and stderr; everything else speaks through the logger.
    files: [
      'src/understanding/main.ts',
      'src/embedded-mongo/data.ts',
      'bench/**/*.ts',
      'src/bootstrap/**/*.js',
    ],
    rules: { 'no-console': 'off' },
  },
  {
    files: ['**/*.js', 'eslint.config.js'],
    languageOptions: { globals: { process: 'readonly', console: 'readonly', URL: 'readonly' } },
  },
  {
    // A pure decision takes `now`; it never looks at a clock (decision 2).
    files: ['src/domain/**/*.ts', 'src/cards/**/*.ts', 'src/texts/**/*.ts', 'src/understanding/**/*.ts'],
    ignores: ['src/understanding/main.ts'],
    rules: {
      'no-restricted-syntax': [
        'error',
        {
          selector: "NewExpression[callee.name='Date'][arguments.length=0]",
          message: 'Take `now` as an argument.',
        },
        {
          selector: "CallExpression[callee.object.name='Date'][callee.property.name='now']",
          message: 'Take `now` as an argument.',
        },
      ],
      'no-restricted-globals': ['error', 'setTimeout', 'setInterval', 'setImmediate', 'fetch', 'process'],
    },
  },
  forbid(['src/domain/**/*.ts', 'src/cards/**/*.ts', 'src/texts/**/*.ts', 'src/understanding/**/*.ts'], {
    folders: OUTER,
    packages: EDGE_PACKAGES,
  }),
  forbid(['src/services/**/*.ts'], {
    folders: ['http', 'wecom', 'handlers', 'models', 'outbox', 'schedulers', 'sandbox', 'embedded-mongo'],
    packages: EDGE_PACKAGES,
  }),
  forbid(['src/handlers/**/*.ts'], {
    folders: ['http', 'models', 'outbox', 'schedulers', 'sandbox', 'embedded-mongo'],
    packages: EDGE_PACKAGES,
  }),
  forbid(['src/models/**/*.ts', 'src/outbox/**/*.ts', 'src/wecom/**/*.ts'], {
    folders: ['http', 'handlers', 'schedulers', 'sandbox', 'embedded-mongo'],
    packages: ['koa', '@koa/router', 'node-cron'],
  }),
  forbid(['src/http/**/*.ts', 'src/schedulers/**/*.ts'], { folders: ['sandbox', 'embedded-mongo'] }),
  {
    // typescript-eslint 8.73: this rule never comes to an end on Mongoose's recursive types.
    files: ['src/models/**/*.ts', 'src/database.ts', 'test/**/*.ts'],
    rules: { '@typescript-eslint/no-unsafe-class-instance-assignment': 'off' },
  },
  {
    files: ['test/**/*.ts', 'bench/**/*.ts'],
    rules: {
      '@typescript-eslint/no-unused-expressions': 'off', // chai: expect(x).to.be.true
      '@typescript-eslint/no-non-null-assertion': 'off',
    },
  },
)
