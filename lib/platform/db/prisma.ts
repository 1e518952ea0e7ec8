import { PrismaPg } from '@prisma/adapter-pg'
import { PrismaClient } from './generated/client'
import { pool } from './pool'

const shared = globalThis as { batonPrisma?: PrismaClient; batonPrismaPool?: unknown }

/** For cold reads: a record with its relations, an administrator's list. Writes and hot reads are SQL (decision 002). */
export function prisma(): PrismaClient {
  if (!shared.batonPrisma || shared.batonPrismaPool !== pool()) {
    shared.batonPrisma = new PrismaClient({ adapter: new PrismaPg(pool()) })
    shared.batonPrismaPool = pool()
  }
  return shared.batonPrisma
}
