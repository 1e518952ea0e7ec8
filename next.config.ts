import type { NextConfig } from 'next'
import createNextIntlPlugin from 'next-intl/plugin'

const development = process.env.NODE_ENV === 'development'

/** Next writes its data into inline scripts, so scripts may be inline; nothing may come from, or go to, elsewhere. */
const contentSecurityPolicy = [
  `default-src 'self'`,
  `script-src 'self' 'unsafe-inline'${development ? ` 'unsafe-eval'` : ''}`,
  `style-src 'self' 'unsafe-inline'`,
  `img-src 'self' data: blob:`,
  `font-src 'self'`,
  `connect-src 'self'`,
  `object-src 'none'`,
  `base-uri 'none'`,
  `form-action 'self'`,
  `frame-ancestors 'none'`,
].join('; ')

const headers = [
  { key: 'Content-Security-Policy', value: contentSecurityPolicy },
  { key: 'X-Content-Type-Options', value: 'nosniff' },
  { key: 'X-Frame-Options', value: 'DENY' },
  { key: 'Referrer-Policy', value: 'same-origin' },
  { key: 'Permissions-Policy', value: 'camera=(), microphone=(), geolocation=()' },
  { key: 'Cross-Origin-Opener-Policy', value: 'same-origin' },
]

/** An address that opens something by itself is told to nobody and kept by nobody. */
const sharedHeaders = [
  { key: 'Referrer-Policy', value: 'no-referrer' },
  { key: 'X-Robots-Tag', value: 'noindex, nofollow, noarchive' },
  { key: 'Cache-Control', value: 'private, no-store' },
]

const visitorHeaders = [
  { key: 'X-Content-Type-Options', value: 'nosniff' },
  { key: 'Referrer-Policy', value: 'strict-origin-when-cross-origin' },
  { key: 'Permissions-Policy', value: 'camera=(), microphone=(), geolocation=()' },
]

const config: NextConfig = {
  reactStrictMode: true,
  poweredByHeader: false,
  typedRoutes: false,
  // Next would write files for coding agents into the repository.
  agentRules: false,
  devIndicators: false,
  images: { unoptimized: true },
  experimental: {
    // forbidden() in a page answers 403.
    authInterrupts: true,
    // Each page is loaded when it is first asked for: 60 MB less at rest, and that first answer some 0.1 s later.
    preloadEntriesOnStart: false,
  },
  serverExternalPackages: [
    'pg',
    'pg-boss',
    'pg-copy-streams',
    '@node-rs/argon2',
    '@prisma/client',
    '@prisma/adapter-pg',
    'pino',
  ],
  // Types are checked by `npm test`, once, for the whole repository.
  typescript: { ignoreBuildErrors: true },
  headers: async () => [
    // Forms and scripts for other sites say by themselves where they may stand (app/f, app/t).
    { source: '/((?!f/|t/).*)', headers },
    { source: '/(f|t)/:path*', headers: visitorHeaders },
    { source: '/shared/:path*', headers: sharedHeaders },
  ],
}

export default createNextIntlPlugin('./lib/i18n/request.ts')(config)
