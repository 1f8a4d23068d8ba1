#include "app/console/messages.h"

#include <QFileInfo>

namespace app::console {

using views::Message;

Message Messages::openFailed(const QString& path, twin::ErrorCode code, const QString& error,
                             const QStringList& problems)
{
    Message message;
    message.what = tr("%1 was not opened.").arg(QFileInfo(path).fileName());
    message.detail = problems.isEmpty() ? error : problems.join(u'\n');
    switch (code) {
    case twin::ErrorCode::NotFound:
        message.meaning = tr("There is no such file. What is on the screen stays.");
        message.todo = tr("Look for it with Open.");
        break;
    case twin::ErrorCode::Io:
        message.meaning = tr("It could not be read. What is on the screen stays.");
        message.todo = tr("Check its permissions and the disk.");
        break;
    case twin::ErrorCode::TooLarge:
        message.meaning = tr("It is larger than what is accepted. What is on the screen stays.");
        message.todo = tr("Open a smaller one.");
        break;
    case twin::ErrorCode::Unsupported:
        message.meaning =
            tr("It is of a kind or version this program does not handle. What is on the screen stays.");
        message.todo =
            tr("Open a .swr, .json, .sws, .gml, .graphml or .graph file, or an SNDlib network (.txt, .xml).");
        break;
    case twin::ErrorCode::Invalid:
        message.meaning = problems.isEmpty()
                              ? tr("It breaks rules, so the twin keeps the registry it has.")
                              : tr("It breaks rules (%n problem(s)), so the twin keeps the registry it has.",
                                   nullptr, static_cast<int>(problems.size()));
        message.todo = tr("The details name each entity and field; mend them and open it again.");
        break;
    default:
        message.meaning = tr("It is damaged, or not what its ending says. What is on the screen stays.");
        message.todo = tr("The details say where reading stopped.");
        break;
    }
    return message;
}

Message Messages::opened(const QString& path, const QStringList& remarks, bool demoStopped)
{
    Message message{
        Message::Tone::Information, tr("%1 is open.").arg(QFileInfo(path).fileName()), {}, {}, {}};
    if (!remarks.isEmpty()) {
        message.meaning =
            tr("%n remark(s) on it, in the details.", nullptr, static_cast<int>(remarks.size()));
        message.detail = remarks.join(u'\n');
    }
    if (demoStopped) {
        message.todo = tr("The demo's telemetry has ended: it was about another registry.");
    }
    return message;
}

Message Messages::stateSaved(const QString& path)
{
    return {Message::Tone::Information, tr("The state was saved to %1.").arg(path), {}, {}, {}};
}

Message Messages::saveFailed(const QString& path, const QString& error)
{
    return {Message::Tone::Problem, tr("The state was not saved to %1.").arg(path),
            tr("No file was made or changed."), tr("Choose another folder, or free some space."), error};
}

Message Messages::startFailed(const QString& error)
{
    return {Message::Tone::Problem, tr("Telemetry cannot be taken."),
            tr("What is on the screen is not live."),
            tr("Free the address or the store, or start with others."), error};
}

Message Messages::following(const QString& reason)
{
    return {Message::Tone::Information,
            tr("Another program keeps this store; this console follows it."),
            tr("What it takes is seen here a second or two later; nothing is taken here."),
            {},
            reason};
}

Message Messages::busChanged(const QString& address, bool isUp, const QString& error)
{
    if (isUp) {
        return {Message::Tone::Information, tr("Telemetry comes from the bus %1.").arg(address), {}, {}, {}};
    }
    return {Message::Tone::Problem, tr("The bus %1 does not answer.").arg(address),
            tr("What it carries is missing until it is there again; nothing that was acknowledged is lost."),
            tr("Check the server and the line to it: it is tried again all the time."), error};
}

Message Messages::listening(const QString& address)
{
    return {Message::Tone::Information, tr("Taking telemetry at %1.").arg(address), {}, {}, {}};
}

Message Messages::demoMissing(const QString& path)
{
    return {Message::Tone::Problem, tr("The demo's registry is missing."), tr("There is nothing to play."),
            tr("Build the target demo_registry, or install the program again."), path};
}

} // namespace app::console
