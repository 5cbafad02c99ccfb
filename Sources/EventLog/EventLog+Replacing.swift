internal import LMDB

extension EventLog {
    /// Makes the finished data file of `staging` the log in `folder`.
    ///
    /// Here, as in finishing a removal, the write lock of the current data file comes first, and
    /// then, only for the renames, the folder's lock. No other order is safe.
    ///
    /// - Parameter check: Called under the write lock of an existing log, with the folder of the
    ///   new one; throws if something would be lost.
    static func install(
        _ staging: borrowing StagingFolder, in folder: String, _ options: Options,
        checking check: (Session, borrowing WriteTransaction, String) throws -> Void
    ) throws {
        while true {
            guard let existing = try existingSession(in: folder, options) else {
                if try Replacement.install(
                    staging, in: folder, isFirst: true, reportingTo: options.reportsWait)
                {
                    return
                }
                // Somebody has just created a log.
                continue
            }
            let lock = try existing.environment.beginWrite()
            if try existing.environment.isReplaced() { continue }
            try check(existing, lock, staging.log)
            _ = try Replacement.install(
                staging, in: folder, isFirst: false, reportingTo: options.reportsWait)
            return
        }
    }

    private static func existingSession(
        in folder: String, _ options: Options
    ) throws -> Session? {
        var options = options
        options.isReadOnly = false
        do {
            return try session(in: folder, options)
        } catch EnvironmentError.missing {
            return nil
        } catch EnvironmentError.truncated, EnvironmentError.notAnEnvironment,
            EventLogError.notALog, EventLogError.damaged
        {
            throw TransferError.wouldLose(
                path: folder, why: "it can't be read, so nothing shows what would be lost")
        }
    }

    /// Runs `body`, with the storage's errors as those of the log in `folder`.
    static func mappingErrors<Value>(of folder: String, _ body: () throws -> Value) throws -> Value
    {
        do {
            return try body()
        } catch let error as LMDBError {
            throw EventLogError(error, path: folder)
        } catch let error as EnvironmentError {
            throw EventLogError(error)
        }
    }
}
