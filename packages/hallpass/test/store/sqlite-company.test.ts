import { describeStore } from './contract/store-contract.ts'
import { createCompany } from './sqlite-company.ts'

describeStore('the store on SQLite that another process writes', createCompany)
