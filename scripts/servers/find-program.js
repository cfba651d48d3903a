// Where a program of the system is. Debian puts servers into sbin directories, which ordinary users do not have in PATH.
import { accessSync, constants } from 'node:fs';
import { delimiter, join } from 'node:path';
const BESIDE_PATH = ['/usr/local/sbin', '/usr/sbin'];
export function findProgram(name, path = process.env['PATH'] ?? '') {
    return [...path.split(delimiter).filter((directory) => directory !== ''), ...BESIDE_PATH]
        .map((directory) => join(directory, name))
        .find(isExecutable);
}
function isExecutable(path) {
    try {
        accessSync(path, constants.X_OK);
        return true;
    }
    catch {
        return false;
    }
}
//# sourceMappingURL=find-program.js.map