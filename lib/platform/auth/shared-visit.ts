import { headers } from 'next/headers'
import { cache } from 'react'
import { clientAddress } from './client-address'
import { openSharedLink } from './shared-link'

/** For the page of a shared link: what its token opens. Asked, and counted, once per request. */
export const visitSharedLink = cache(async (token: string) =>
  openSharedLink(token, clientAddress(await headers()), new Date()),
)
