import { expect, test } from 'vitest'
import { isPrivateAddress } from './private-address.ts'

test.each([
  'https://10.0.0.1/keys',
  'https://172.16.0.1',
  'https://172.31.255.255',
  'https://192.168.1.1:8443',
  'https://169.254.169.254/latest',
  'https://100.64.0.1',
  'https://127.0.0.1',
  'https://0.0.0.0',
  'https://224.0.0.1',
  'https://255.255.255.255',
  'https://2130706433',
  'https://0x0a.1',
  'https://localhost',
  'https://LOCALHOST.',
  'https://keys.localhost',
  'https://[::1]',
  'https://[::]',
  'https://[::ffff:10.0.0.1]',
  'https://[fd00::1]',
  'https://[fe80::1]',
  'https://[ff02::1]',
  'https://[64:ff9b::10.0.0.1]',
])('%s is private', (address) => {
  expect(isPrivateAddress(address)).toBe(true)
})

test.each([
  'https://8.8.8.8',
  'https://9.255.255.255',
  'https://11.0.0.0',
  'https://172.15.255.255',
  'https://172.32.0.0',
  'https://100.63.255.255',
  'https://100.128.0.0',
  'https://192.169.0.1',
  'https://198.20.0.0',
  'https://223.255.255.255',
  'https://example.com',
  'https://10.example.com',
  'https://localhost.example.com',
  'https://[2001:4860:4860::8888]',
  'https://fd00.example.com',
  'no address',
])('%s is not', (address) => {
  expect(isPrivateAddress(address)).toBe(false)
})
