import { isInRange, readIpAddress, readIpRange } from '../ip-range.ts'
import { negationOf, type Operator } from './operator.ts'

const ipAddress: Operator = {
  isNegated: false,
  read: (text) => {
    const range = readIpRange(text)
    return (requestValue) => {
      const address = readIpAddress(requestValue)
      return range !== undefined && address !== undefined && isInRange(address, range)
    }
  },
  wording: { relation: 'in', noun: 'an IP address', isReadable: (text) => readIpRange(text) !== undefined },
}

/** What is no address is in no range. Source: IAM user guide, "IP address condition operators". */
export const ipOperators = {
  IpAddress: ipAddress,
  NotIpAddress: negationOf(ipAddress),
}
