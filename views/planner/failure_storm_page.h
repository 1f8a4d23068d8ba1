#pragma once

#include "models/planner/failure_model.h"
#include "views/view_context.h"

#include <QTimer>
#include <QWidget>

class QCheckBox;
class QDoubleSpinBox;
class QLabel;
class QLineEdit;
class QPushButton;

namespace views {

/// Random failures: how long, by which seed, how much oftener than usual, of what; counted before they come.
class FailureStormPage final : public QWidget
{
    Q_OBJECT

  public:
    explicit FailureStormPage(const ViewContext& context, QWidget* parent = nullptr);

    void retranslate();

  private:
    void ask();
    void update();
    [[nodiscard]] QString summary() const;

    const ViewContext& m_context;
    QDoubleSpinBox* m_days;
    QLineEdit* m_seed;
    QDoubleSpinBox* m_scale;
    QList<QCheckBox*> m_kinds;
    QList<QLabel*> m_labels;
    QLabel* m_summary;
    QPushButton* m_preview;
    QPushButton* m_apply;
};

} // namespace views
