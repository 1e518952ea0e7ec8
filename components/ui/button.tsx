import Link from 'next/link'
import type { ComponentProps } from 'react'
import { type ButtonLook, buttonClass } from './button-class'

export function Button({
  variant,
  size,
  square,
  className,
  type = 'button',
  ...rest
}: ButtonLook & ComponentProps<'button'>) {
  return <button type={type} className={buttonClass({ variant, size, square }, className)} {...rest} />
}

export function LinkButton({
  variant,
  size,
  square,
  className,
  ...rest
}: ButtonLook & ComponentProps<typeof Link>) {
  return <Link className={buttonClass({ variant, size, square }, className)} {...rest} />
}
