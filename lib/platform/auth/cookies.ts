const SESSION_DAYS = 30

/** Secure cookies where Baton is served over https; plain ones for http://localhost and a company's own network. */
export function usesHttps(): boolean {
  return process.env.BATON_URL?.startsWith('https://') ?? false
}

export function sessionCookie() {
  const secure = usesHttps()
  return {
    name: `${secure ? '__Secure-' : ''}baton.session`,
    options: { httpOnly: true, sameSite: 'lax', path: '/', secure } as const,
  }
}

export const SESSION_SECONDS = SESSION_DAYS * 86_400

export function signingSecret(): string {
  const secret = process.env.NEXTAUTH_SECRET
  if (!secret) throw new Error('NEXTAUTH_SECRET is not set: start Baton through `npm start` or `npm run dev`')
  return secret
}
