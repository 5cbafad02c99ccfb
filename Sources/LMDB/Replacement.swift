internal import Glibc

/// Replaces an environment's data file while other processes have the old one open.
///
/// The lock file must be replaced together with the data file: it holds the number of the last
/// commit, which would be wrong for the new one. Two renames can't be one step. In between, the old
/// lock file is kept in a folder, and the next process that opens the environment finishes or
/// undoes the rest.
package enum Replacement {
    /// The folder that a killed process leaves behind; the next opener removes it.
    package static let leftover = ".replacing"
    private static let stagingName = "/" + leftover
    private static let oldLock = "/old-lock.mdb"

    /// Moves the finished data file of `new` to `folder`.
    ///
    /// No process can open the environment meanwhile. If `folder` already has a data file, the
    /// caller must hold its write lock. Then every commit is in the new file or is refused because
    /// the old file has lost its name: see ``Environment/isReplaced()``. A failure changes nothing.
    ///
    /// - Parameter isFirst: Whether `folder` must not have a data file yet.
    /// - Returns: Whether the file was moved: not if `isFirst` and there is one by now.
    package static func install(
        _ new: borrowing StagingFolder, in folder: String, isFirst: Bool,
        reportingTo report: WaitReport?
    ) throws -> Bool {
        try FileSystem.withLock(on: folder, reportingTo: report) {
            try settle(in: folder)
            if isFirst, access(folder + "/data.mdb", F_OK) == 0 { return false }
            let staging = folder + stagingName
            if mkdir(staging, 0o700) != 0 { throw LMDBError.system("make the folder \(staging)") }
            do {
                if rename(new.dataFile, staging + "/data.mdb") != 0 {
                    throw LMDBError.system("move \(new.dataFile)")
                }
                try FileSystem.sync(folder: staging)
                if rename(folder + "/lock.mdb", staging + oldLock) != 0, errno != ENOENT {
                    throw LMDBError.system("move \(folder)/lock.mdb")
                }
                if rename(staging + "/data.mdb", folder + "/data.mdb") != 0 {
                    throw LMDBError.system("replace \(folder)/data.mdb")
                }
                try FileSystem.sync(folder: folder)
            } catch {
                try settle(in: folder)
                throw error
            }
            try settle(in: folder)
            return true
        }
    }

    /// Undoes an unfinished replacement, or cleans up after a finished one.
    ///
    /// The caller must hold the folder's lock.
    static func settle(in folder: String) throws {
        let staging = folder + stagingName
        if access(staging, F_OK) != 0 {
            if errno == ENOENT { return }
            throw LMDBError.system("look for \(staging)")
        }
        if access(staging + "/data.mdb", F_OK) == 0, access(staging + oldLock, F_OK) == 0,
            rename(staging + oldLock, folder + "/lock.mdb") != 0
        {
            throw LMDBError.system("put back \(folder)/lock.mdb")
        }
        for name in ["/data.mdb", "/lock.mdb", oldLock] {
            if unlink(staging + name) != 0, errno != ENOENT {
                throw LMDBError.system("remove \(staging + name)")
            }
        }
        if rmdir(staging) != 0 { throw LMDBError.system("remove the folder \(staging)") }
        try FileSystem.sync(folder: folder)
    }
}
