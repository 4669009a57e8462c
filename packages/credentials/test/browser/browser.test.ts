// One test file, so that all suites share one browser and one service: their start takes longer than ten tests.
import './clock.suite.ts'
import './network.suite.ts'
import './session.suite.ts'
import './storage.suite.ts'
import './surroundings.suite.ts'
import './v2.suite.ts'
import './wire.suite.ts'
