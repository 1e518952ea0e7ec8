import { createServer, type Server } from 'node:net'

export type Mailbox = { url: string; letters: string[]; close: () => Promise<void> }

/** The least of an SMTP server: takes every letter and keeps it, decoded. */
export async function openMailbox(): Promise<Mailbox> {
  const letters: string[] = []
  const server = createServer((socket) => {
    let body: string | undefined
    socket.write('220 mailbox\r\n')
    let rest = ''
    socket.on('data', (part) => {
      const lines = (rest + part.toString('utf8')).split('\r\n')
      rest = lines.pop() ?? ''
      for (const line of lines) {
        if (body !== undefined) {
          if (line === '.') {
            letters.push(decode(body))
            body = undefined
            socket.write('250 kept\r\n')
          } else body += `${line}\n`
        } else if (/^DATA/i.test(line)) {
          body = ''
          socket.write('354 go on\r\n')
        } else if (/^QUIT/i.test(line)) socket.end('221 bye\r\n')
        else socket.write('250 ok\r\n')
      }
    })
    socket.on('error', () => {})
  })
  const port = await listen(server)
  return {
    url: `smtp://127.0.0.1:${port}`,
    letters,
    close: () => new Promise((resolve) => server.close(() => resolve())),
  }
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

function listen(server: Server): Promise<number> {
  return new Promise((resolve) => {
    server.listen(0, '127.0.0.1', () => {
      const address = server.address()
      resolve(typeof address === 'object' && address ? address.port : 0)
    })
  })
}
