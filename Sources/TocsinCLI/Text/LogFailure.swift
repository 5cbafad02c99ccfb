internal import EventLog
internal import Glibc

/// Gives the errors of proofs and transfers the program's exit codes.
func explainingLogErrors<Value>(_ body: () throws -> Value) throws -> Value {
    do {
        return try body()
    } catch let error as ProofError {
        throw Failure(ExitStatus(error), error.text)
    } catch let error as TransferError {
        throw Failure(ExitStatus(error), error.description)
    }
}

extension ProofError {
    /// The refusal, its reason, and the way to get a complete file.
    fileprivate var text: String {
        guard case .malformedKey = self else { return description }
        return description + " Copy the whole line that `tocsin log key` prints."
    }
}

extension ExitStatus {
    init(_ error: ProofError) {
        self =
            switch error {
            case .beyondEnd, .malformedCheckpoint, .unsigned, .malformedProof, .notProven,
                .malformedKey:
                .badData
            case .unsafeKeyFile, .inconsistent: .inputOutput
            }
    }

    init(_ error: TransferError) {
        self =
            switch error {
            case .fileExists, .notEmpty, .badLine, .noEnd: .badData
            case .wouldLose: .refused
            case .notVerified: .inputOutput
            }
    }
}
