/**
 * The layers of the house. A domain may be imported by those to its right:
 * organisation → people → notices → calendars → channels → agreements → leads → nurture → routing → handoffs →
 * deals → spend → rollups → promises → funnel → targets → performance → meetings → reports → exports →
 * webhooks → sharing → forms → imports → bulk → views → demo.
 */
const DOMAINS = [
  'organisation',
  'people',
  'notices',
  'calendars',
  'channels',
  'agreements',
  'leads',
  'nurture',
  'routing',
  'handoffs',
  'deals',
  'spend',
  'rollups',
  'promises',
  'funnel',
  'targets',
  'performance',
  'meetings',
  'reports',
  'exports',
  'webhooks',
  'sharing',
  'forms',
  'imports',
  'bulk',
  'views',
  'demo',
]

/** The rooms of a domain that are not pure: what they hold needs the database, the request or the job queue. */
const ROOMS = 'queries|commands|actions|jobs'
const HEALTH = '^app/api/v1/health/route.ts$'
const TEST = String.raw`\.test\.tsx?$`

const domainOrder = DOMAINS.slice(0, -1).map((name, index) => ({
  name: `${name}-comes-before`,
  comment: `lib/${name} may not import the domains that build on it`,
  severity: 'error',
  from: { path: `^lib/${name}/`, pathNot: TEST },
  to: { path: `^lib/(${DOMAINS.slice(index + 1).join('|')})/` },
}))

/** @type {import('dependency-cruiser').IConfiguration} */
module.exports = {
  forbidden: [
    {
      name: 'no-cycle',
      severity: 'error',
      from: {},
      to: { circular: true, viaOnly: { dependencyTypesNot: ['type-only'] } },
    },
    { name: 'resolvable', severity: 'error', from: {}, to: { couldNotResolve: true } },
    {
      name: 'lib-below-components-and-app',
      severity: 'error',
      from: { path: '^lib/' },
      to: { path: '^(components|app)/' },
    },
    {
      name: 'components-below-app',
      severity: 'error',
      from: { path: '^components/' },
      to: { path: '^app/' },
    },
    {
      name: 'product-without-tests',
      severity: 'error',
      from: { path: '^(app|components|lib|prisma)/', pathNot: TEST },
      to: { path: '^tests/' },
    },
    {
      name: 'nobody-imports-the-command-line',
      severity: 'error',
      from: { pathNot: '^(lib/cli|tests)/' },
      to: { path: '^lib/cli/' },
    },
    {
      name: 'platform-knows-no-domain',
      severity: 'error',
      from: { path: '^lib/platform/' },
      to: { path: `^lib/(${DOMAINS.join('|')})/` },
    },
    ...domainOrder,
    {
      name: 'database-in-its-rooms',
      comment: 'the database is touched in queries, commands, platform, the seed, the command line and tests',
      severity: 'error',
      from: {
        pathNot: `^(lib/[^/]+/(queries|commands)(/|\\.ts$)|lib/platform/|lib/cli/|prisma/|tests/)|${HEALTH}|${TEST}`,
      },
      to: {
        path: '^(lib/platform/db/(pool|prisma|sql|transaction)\\.ts$|node_modules/(pg|pg-boss|pg-copy-streams|sql-template-tag)/)',
      },
    },
    {
      name: 'pure-files-import-pure-files',
      comment: 'rules, policies, schemas and URL state see no database, no request, no queue',
      severity: 'error',
      from: {
        path: `^lib/(${DOMAINS.join('|')})/[^/]+\\.ts$`,
        pathNot: [`/(${ROOMS}|load)\\.ts$`, TEST],
      },
      to: {
        path: [
          `^lib/[^/]+/(${ROOMS})(/|\\.ts$)`,
          '^lib/platform/(auth|email|jobs|migrations|postgres|env|log)',
          '^lib/platform/db/(?!generated/enums)',
          '^node_modules/(next|pg|pg-boss|nodemailer|react-dom)/',
        ],
        pathNot: '^lib/platform/auth/password-input',
        dependencyTypesNot: ['type-only'],
      },
    },
    {
      name: 'pages-do-not-write-sql',
      severity: 'error',
      // The health check asks the database whether it is there, and nothing else.
      from: { path: '^(app|components)/', pathNot: HEALTH },
      to: { path: '^lib/platform/db/(?!generated/enums)' },
    },
  ],
  options: {
    doNotFollow: { path: ['node_modules', '^lib/platform/db/generated'] },
    exclude: { path: ['^lib/platform/db/generated/(internal|models)', '^\\.next'] },
    tsConfig: { fileName: 'tsconfig.json' },
    tsPreCompilationDeps: true,
    enhancedResolveOptions: {
      exportsFields: ['exports'],
      conditionNames: ['import', 'require', 'node', 'default', 'types'],
    },
  },
}
