import type { NextRequest } from 'next/server'
import { NextResponse } from 'next/server'
import { openIdIsSet } from '@/lib/platform/auth/next-auth'
import { startOpenId } from '@/lib/platform/auth/openid'
import { safePath } from '@/lib/platform/http/safe-path'

/** Where the sign-in page's link to the company account leads. A link, because our forms may go nowhere but here. */
export async function GET(request: NextRequest): Promise<Response> {
  if (!openIdIsSet()) return new NextResponse(null, { status: 404 })
  const target = await startOpenId(safePath(request.nextUrl.searchParams.get('next')))
  return new NextResponse(null, { status: 303, headers: { location: target } })
}
