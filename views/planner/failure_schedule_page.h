#pragma once

#include "twin/support/units.h"
#include "views/view_context.h"

#include <QWidget>

class QLabel;
class QPushButton;

namespace views {

class EntityTable;
class FailureTimeline;

/// The failures of the current scenario with their times: Enter edits, Delete takes one out, Shift with an
/// arrow moves it a minute, with Ctrl too an hour.
class FailureSchedulePage final : public QWidget
{
    Q_OBJECT

  public:
    explicit FailureSchedulePage(const ViewContext& context, QWidget* parent = nullptr);

    void retranslate();

  protected:
    bool eventFilter(QObject* watched, QEvent* event) override;

  private:
    void update();
    void edit();
    void keepRow();
    [[nodiscard]] int row() const;

    const ViewContext& m_context;
    EntityTable* m_table;
    FailureTimeline* m_timeline;
    QLabel* m_hint;
    QPushButton* m_edit;
    QPushButton* m_remove;
    int m_kept = -1; ///< command number of the current row, across a reset
};

} // namespace views
