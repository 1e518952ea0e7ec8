import { createTransport, type Transporter } from 'nodemailer'

export type Letter = { to: string; subject: string; text: string }

/** Mail is optional: without SMTP_URL an administrator copies links and passes them on. */
export function mailIsSet(): boolean {
  return Boolean(process.env.SMTP_URL)
}

let transport: { url: string; mail: Transporter } | undefined

/** Called by jobs only, after the change that caused it is committed. Throws when the server refuses: the job tries again. */
export async function sendLetter(letter: Letter): Promise<void> {
  const url = process.env.SMTP_URL
  if (!url) return
  if (transport?.url !== url) transport = { url, mail: createTransport(url) }
  const from =
    process.env.MAIL_FROM ?? `Baton <baton@${new URL(process.env.BATON_URL ?? 'http://localhost').hostname}>`
  await transport.mail.sendMail({ from, ...letter, disableFileAccess: true, disableUrlAccess: true })
}
