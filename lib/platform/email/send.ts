import { createTransport, type Transporter } from 'nodemailer'

export type Letter = {
  to: string | { name: string; address: string }
  subject: string
  text: string
  html?: string | null
  /** the same for each attempt, so that a receiver can drop a twin */
  messageId?: string
  /** where one click (RFC 8058) stops letters of this kind */
  unsubscribeUrl?: string
}

/** Mail is optional: without SMTP_URL an administrator copies links and passes them on. */
export function mailIsSet(): boolean {
  return Boolean(process.env.SMTP_URL)
}

let transport: { url: string; mail: Transporter } | undefined

function transporter(url: string): Transporter {
  if (transport?.url !== url) {
    const mail = createTransport({
      url,
      connectionTimeout: 15_000,
      greetingTimeout: 15_000,
      socketTimeout: 60_000,
    })
    transport = { url, mail }
  }
  return transport.mail
}

/** Whether the mail server answers now: while it is away nothing is composed, so that what goes out then is of then. */
export async function mailAnswers(): Promise<boolean> {
  const url = process.env.SMTP_URL
  if (!url) return false
  try {
    return await transporter(url).verify()
  } catch {
    return false
  }
}

/** Called by jobs only, after the change that caused it is committed. Throws when the server refuses: the job tries again. */
export async function sendLetter({ unsubscribeUrl, html, ...letter }: Letter): Promise<void> {
  const url = process.env.SMTP_URL
  if (!url) return
  await transporter(url).sendMail({
    from: process.env.MAIL_FROM ?? `Baton <baton@${mailDomain()}>`,
    ...letter,
    html: html ?? undefined,
    headers: {
      'Auto-Submitted': 'auto-generated',
      ...(unsubscribeUrl && {
        'List-Unsubscribe': `<${unsubscribeUrl}>`,
        'List-Unsubscribe-Post': 'List-Unsubscribe=One-Click',
      }),
    },
    disableFileAccess: true,
    disableUrlAccess: true,
  })
}

export function mailDomain(): string {
  return new URL(process.env.BATON_URL ?? 'http://localhost').hostname
}

/** What went wrong with a letter: `refused` for good, `later`, or the server is away altogether. */
export function mailProblem(error: unknown): 'refused' | 'later' | 'away' {
  const code = error instanceof Error && 'responseCode' in error ? Number(error.responseCode) : 0
  if (code >= 500 && code < 600) return 'refused'
  return code >= 400 ? 'later' : 'away'
}
