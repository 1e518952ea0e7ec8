// The floor that everything is measured against: a bare Node server, one prepared query, 50 indexed rows as JSON.
import { createServer } from 'node:http'
import pg from 'pg'

const client = new pg.Client({ connectionString: process.env.DATABASE_URL })
await client.connect()
const text = `select id, display_name, company, email, phone, status, grade, created_at, updated_at
  from lead order by created_at desc, id desc limit 50`
createServer(async (_, response) => {
  const { rows } = await client.query({ name: 'reference', text })
  response.writeHead(200, { 'content-type': 'application/json' })
  response.end(JSON.stringify(rows))
}).listen(Number(process.env.PORT), '127.0.0.1', () => process.send?.('ready'))
