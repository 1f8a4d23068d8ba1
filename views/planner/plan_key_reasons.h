#pragma once

#include "views/view_context.h"

#include <QObject>
#include <QString>

namespace views {

class MainWindow;

/// A key of the Plan menu pressed while its entry is grey: the message bar says why nothing happens. GUI
/// thread.
class PlanKeyReasons final : public QObject
{
    Q_OBJECT

  public:
    /// The actions of the Plan menu are there already.
    PlanKeyReasons(MainWindow& window, const ViewContext& context);

  private:
    void watch(const QString& id);
    void say(const QString& id);

    MainWindow& m_window;
    const ViewContext& m_context;
};

} // namespace views
