#pragma once

#include "models/placement/placement_outcome.h"
#include "views/view_context.h"

#include <QWidget>

class QComboBox;
class QDoubleSpinBox;
class QLabel;
class QPushButton;
class QSpinBox;
class QToolButton;

namespace views {

/// What is to be placed and how: jobs (a file, or those that wait), policy, options.
class PlacementForm final : public QWidget
{
    Q_OBJECT

  public:
    explicit PlacementForm(const ViewContext& context, QWidget* parent = nullptr);

    /// Empty: the jobs that wait.
    [[nodiscard]] QString jobsFile() const;
    /// Remembers the file in the settings and chooses it.
    void setJobsFile(const QString& path);
    [[nodiscard]] models::PlacementSettings settings() const;

    void update();
    void retranslate();

  Q_SIGNALS:
    void runRequested();
    void cancelRequested();
    void replanRequested();
    void exportRequested();

  protected:
    void showEvent(QShowEvent* event) override;

  private:
    void makeOptions();
    void chooseFile();
    void fillPolicies();
    void updateTake();

    const ViewContext& m_context;
    QLabel* m_jobsLabel;
    QComboBox* m_jobs;
    QPushButton* m_choose;
    QLabel* m_policyLabel;
    QComboBox* m_policy;
    QToolButton* m_more;
    QPushButton* m_run;
    QPushButton* m_replan;
    QPushButton* m_take;
    QPushButton* m_export;
    QWidget* m_options;
    QList<QLabel*> m_optionLabels;
    QDoubleSpinBox* m_fill;
    QSpinBox* m_paths;
    QDoubleSpinBox* m_network;
    QDoubleSpinBox* m_carbon;
    QDoubleSpinBox* m_seconds;
};

} // namespace views
