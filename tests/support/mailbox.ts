import { createServer, type Server, type Socket } from 'node:net'

export type Mailbox = { url: string; port: number; letters: string[]; close: () => Promise<void> }

type Wish = {
  port?: number
  /** what it says to a letter, instead of keeping it; null: it keeps it and says nothing any more */
  answer?: (letter: string) => string | null | undefined
}

/** The least of an SMTP server: takes every letter and keeps it, decoded. */
export async function openMailbox({ port: wanted = 0, answer }: Wish = {}): Promise<Mailbox> {
  const letters: string[] = []
  const open = new Set<Socket>()
  const server = createServer((socket) => {
    let body: string | undefined
    open.add(socket)
    socket.on('close', () => open.delete(socket))
    socket.write('220 mailbox\r\n')
    let rest = ''
    socket.on('data', (part) => {
      const lines = (rest + part.toString('utf8')).split('\r\n')
      rest = lines.pop() ?? ''
      for (const line of lines) {
        if (body !== undefined) {
          if (line === '.') {
            const letter = decode(body)
            body = undefined
            const said = answer?.(letter)
            if (said) socket.write(`${said}\r\n`)
            else {
              letters.push(letter)
              if (said === undefined) socket.write('250 kept\r\n')
            }
          } else body += `${line.replace(/^\./, '')}\n`
        } else if (/^DATA/i.test(line)) {
          body = ''
          socket.write('354 go on\r\n')
        } else if (/^QUIT/i.test(line)) socket.end('221 bye\r\n')
        else socket.write('250 ok\r\n')
      }
    })
    socket.on('error', () => {})
  })
  const port = await listen(server, wanted)
  return {
    url: `smtp://127.0.0.1:${port}`,
    port,
    letters,
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve())
        for (const socket of open) socket.destroy()
      }),
  }
}

export type Read = { head: string; subject: string; text: string; html: string }

/** A letter as a mail program shows it. */
export function readLetter(letter: string): Read {
  const [head = ''] = letter.split('\n\n', 1)
  const unfolded = head.replace(/\n[ \t]+/g, ' ')
  const boundary = /boundary="([^"]+)"/.exec(head)?.[1]
  const parts = boundary ? letter.split(`--${boundary}`).map((part) => decode(part.trimStart())) : [letter]
  const part = (type: string) => {
    const found = parts.find((one) => one.slice(0, 200).toLowerCase().includes(`content-type: ${type}`))
    return found ? found.slice(found.indexOf('\n\n') + 2) : ''
  }
  return {
    head: unfolded,
    subject: decodeWords(/^Subject: (.*)$/m.exec(unfolded)?.[1] ?? ''),
    text: part('text/plain'),
    html: part('text/html'),
  }
}

/** Encoded words of a header (RFC 2047). */
function decodeWords(header: string): string {
  const pieces: Buffer[] = []
  const plain = header.replace(/\?=\s+=\?/g, '?==?')
  for (const [, word, encoding = '', content = '', rest = ''] of plain.matchAll(
    /(=\?utf-8\?([bq])\?([^?]*)\?=)|([^=]+|=)/gi,
  )) {
    if (!word) pieces.push(Buffer.from(rest))
    else if (encoding.toLowerCase() === 'b') pieces.push(Buffer.from(content, 'base64'))
    else
      pieces.push(
        Buffer.from(
          content
            .replaceAll('_', ' ')
            .replace(/=([0-9A-F]{2})/gi, (_, hex: string) => String.fromCharCode(Number.parseInt(hex, 16))),
          'latin1',
        ),
      )
  }
  return Buffer.concat(pieces).toString('utf8')
}

function decode(letter: string): string {
  const [head = '', ...parts] = letter.split('\n\n')
  const text = parts.join('\n\n')
  if (/transfer-encoding: base64/i.test(head))
    return `${head}\n\n${Buffer.from(text, 'base64').toString('utf8')}`
  if (!/transfer-encoding: quoted-printable/i.test(head)) return letter
  const bytes = text
    .replace(/=\n/g, '')
    .replace(/=([0-9A-F]{2})/g, (_, hex: string) => String.fromCharCode(Number.parseInt(hex, 16)))
  return `${head}\n\n${Buffer.from(bytes, 'latin1').toString('utf8')}`
}

function listen(server: Server, wanted: number): Promise<number> {
  return new Promise((resolve) => {
    server.listen(wanted, '127.0.0.1', () => {
      const address = server.address()
      resolve(typeof address === 'object' && address ? address.port : 0)
    })
  })
}
