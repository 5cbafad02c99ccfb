internal import ArgumentParser

struct MessageCommandGroup: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "message",
        abstract: "Write, approve, release, post texts.",
        subcommands: [
            MessageDraft.self, MessageRevise.self, MessageEdit.self, MessageTranslate.self,
            MessageConfirm.self, MessageAttach.self, MessageDetach.self, MessageSubmit.self,
            MessageApprove.self, MessageReturn.self, MessageRatify.self, MessageRelease.self,
            MessageText.self, MessagePosted.self, MessageFailed.self, MessageRecall.self,
            MessageWithdraw.self, MessageTakedowns.self,
            MessageCorrect.self, MessageRetract.self, MessageDiscard.self, MessageList.self,
            MessageShow.self,
            MessageCheck.self, MessageCAP.self, MessagePage.self,
        ])
}
