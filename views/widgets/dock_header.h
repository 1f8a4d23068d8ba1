#pragma once

#include "views/theme/theme.h"

#include <QDockWidget>
#include <QWidget>

class QHBoxLayout;
class QLabel;
class QToolButton;

namespace views {

/// A dock's title bar: title, room for the panel's own controls, and buttons to take the dock out and to
/// close it.
class DockHeader final : public QWidget
{
    Q_OBJECT

  public:
    DockHeader(const Theme& theme, QDockWidget& dock);

    /// A control of the panel, left of the buttons.
    void addControl(QWidget* control, int stretch = 0);
    /// The dock's window title may be shown elsewhere (on its tab).
    void setTitleVisible(bool visible);
    void retranslate();

  private:
    QDockWidget& m_dock;
    QLabel* m_title;
    QHBoxLayout* m_controls;
    QToolButton* m_float;
    QToolButton* m_close;
};

} // namespace views
