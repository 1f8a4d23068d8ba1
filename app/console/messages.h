#pragma once

#include "twin/support/error.h"
#include "views/messages/message_bar.h"

#include <QCoreApplication>
#include <QStringList>

namespace app::console {

/// The sentences for what can go wrong, in the current language.
class Messages
{
    Q_DECLARE_TR_FUNCTIONS(app::Messages)

  public:
    [[nodiscard]] static views::Message openFailed(const QString& path, twin::ErrorCode code,
                                                   const QString& error, const QStringList& problems);
    [[nodiscard]] static views::Message opened(const QString& path, const QStringList& remarks,
                                               bool demoStopped);
    [[nodiscard]] static views::Message stateSaved(const QString& path);
    [[nodiscard]] static views::Message saveFailed(const QString& path, const QString& error);
    [[nodiscard]] static views::Message startFailed(const QString& error);
    [[nodiscard]] static views::Message listening(const QString& address);
    [[nodiscard]] static views::Message following(const QString& reason);
    [[nodiscard]] static views::Message busChanged(const QString& address, bool isUp, const QString& error);
    [[nodiscard]] static views::Message demoMissing(const QString& path);
};

} // namespace app::console
