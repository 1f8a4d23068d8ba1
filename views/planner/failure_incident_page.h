#pragma once

#include "twin/state/time_cursor.h"
#include "views/view_context.h"

#include <QWidget>

#include <optional>

class QLabel;
class QLineEdit;
class QListWidget;
class QPushButton;

namespace views {

/// What failed in a stretch of the past, and the same again in the current scenario.
class FailureIncidentPage final : public QWidget
{
    Q_OBJECT

  public:
    explicit FailureIncidentPage(const ViewContext& context, QWidget* parent = nullptr);

    void retranslate();

  private:
    void search();
    void useShown();
    void useWorst();
    void update();
    void list();
    [[nodiscard]] std::optional<twin::state::TimeRange> stretch() const;
    [[nodiscard]] QString summary() const;

    const ViewContext& m_context;
    QLineEdit* m_stretch;
    QLabel* m_label;
    QPushButton* m_shown;
    QPushButton* m_alarm;
    QPushButton* m_search;
    QPushButton* m_cancel;
    QPushButton* m_apply;
    QLabel* m_summary;
    QListWidget* m_list;
};

} // namespace views
