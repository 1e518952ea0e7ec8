import { z } from 'zod'

const schema = z.object({
  DATABASE_URL: z.url({ protocol: /^postgres(ql)?$/ }),
  DATABASE_POOL: z.coerce.number().int().min(1).max(200).default(10),
  LOG_LEVEL: z.enum(['silent', 'error', 'warn', 'info', 'debug']).default('info'),
  /** sign-in cookies get the Secure flag and the __Secure- prefix: set it where Baton is served over https */
  BATON_URL: z.url().optional(),
})

/** The settings of this process, read on each call so that tests may point a worker at its own database. */
export function env(): z.infer<typeof schema> {
  return schema.parse(process.env)
}
